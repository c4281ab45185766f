using System.Text;
using System.Text.Json;
using CovidXray.Annotations;

namespace CovidXray.Formats.Json;

/// <summary>Finds line, column and path of a byte in a JSON document. Only errors pay for it: readers do not track where they are.</summary>
internal static class JsonPosition
{
    private const int BeforeFirst = -1;
    private const int NoArray = -2;

    /// <summary>An error at a byte of the document.</summary>
    public static DatasetException Error(string file, ReadOnlySpan<byte> document, long offset, string problem)
    {
        var before = document[..(int)Math.Clamp(offset, 0, document.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = before.Length - (before.LastIndexOf((byte)'\n') + 1) + 1;
        return new DatasetException(file, problem, line, column, PathAt(document, offset));
    }

    /// <summary>An error that the JSON reader found.</summary>
    public static DatasetException SyntaxError(string file, ReadOnlySpan<byte> document, JsonException error)
    {
        var (line, column) = ((error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1);
        var offset = OffsetOf(document, line) + column - 1;

        return new DatasetException(file, SyntaxProblem(document, error.Message), line, column, PathAt(document, offset), error);
    }

    /// <summary>An error for what the reader found when it made a text of what stands in the document: half a surrogate pair.</summary>
    public static DatasetException NotUnicode(string file, InvalidOperationException error) => new(file, "a text in it is not valid Unicode", error);

    private static string SyntaxProblem(ReadOnlySpan<byte> document, string message)
    {
        if (IsCutOff(document))
        {
            return "the file ends in the middle of the document; is it cut off?";
        }

        if (message.StartsWith("The maximum configured depth", StringComparison.Ordinal))
        {
            return $"the document is nested deeper than {JsonCursor.MaxDepth} levels";
        }

        // The reader appends its own place, and counts from 0.
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return "not valid JSON: " + (end < 0 ? message : message[..end]).TrimEnd('.');
    }

    /// <summary>Whether nothing is wrong with the document but its end: as the beginning of a longer one it reads well.</summary>
    private static bool IsCutOff(ReadOnlySpan<byte> document)
    {
        var options = new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth };
        var reader = new Utf8JsonReader(document, isFinalBlock: false, new JsonReaderState(options));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static long OffsetOf(ReadOnlySpan<byte> document, long line)
    {
        var offset = 0;
        for (var i = 1; i < line; i++)
        {
            offset += document[offset..].IndexOf((byte)'\n') + 1;
        }

        return offset;
    }

    /// <summary>Reads again from the start, this time with the path, until the byte is reached.</summary>
    private static string PathAt(ReadOnlySpan<byte> document, long offset)
    {
        var steps = new List<Step>();
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });
        try
        {
            while (reader.Read() && reader.TokenStartIndex < offset)
            {
                Follow(ref reader, steps);
            }

            if (reader.TokenStartIndex == offset && reader.TokenType != JsonTokenType.PropertyName)
            {
                EnterElement(steps);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The place itself is where reading fails: the path up to there is what is wanted.
        }

        return Format(steps);
    }

    private static void Follow(ref Utf8JsonReader reader, List<Step> steps)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                steps[^1] = new Step(reader.GetString()!, NoArray);
                break;
            case JsonTokenType.StartObject:
                EnterElement(steps);
                steps.Add(new Step(null, NoArray));
                break;
            case JsonTokenType.StartArray:
                EnterElement(steps);
                steps.Add(new Step(null, BeforeFirst));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                steps.RemoveAt(steps.Count - 1);
                break;
            default:
                EnterElement(steps);
                break;
        }
    }

    /// <summary>A value begins: in an array, it is the next element.</summary>
    private static void EnterElement(List<Step> steps)
    {
        if (steps.Count > 0 && steps[^1] is { Index: not NoArray } step)
        {
            steps[^1] = step with { Index = step.Index + 1 };
        }
    }

    private static string Format(List<Step> steps)
    {
        var path = new StringBuilder("$");
        foreach (var step in steps)
        {
            if (step.Name is not null)
            {
                path.Append('.').Append(step.Name);
            }
            else if (step.Index >= 0)
            {
                path.Append('[').Append(step.Index).Append(']');
            }
        }

        return path.ToString();
    }

    /// <summary>Where we are in an object (its member's name, or null before the first) or an array (its index).</summary>
    private readonly record struct Step(string? Name, int Index);
}
