using System.Globalization;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Files;

namespace CovidXray.Jobs.Checks;

/// <summary>Finds the lines of findings. Only findings pay for it: documents are read again.</summary>
internal static class FindingPlaces
{
    /// <summary>The findings of an image with their places in its document, if it has one that is JSON.</summary>
    public static IReadOnlyList<Finding> Find(IReadOnlyList<Finding> findings, DatasetEntry entry, AnnotatedImage image)
    {
        if (!findings.Any(f => f.Annotation is not null) || entry.ReadDocument() is not { } document)
        {
            return findings;
        }

        var content = ByteOrderMark.Skip(document);
        var starts = Starts(content);
        if (starts.Count == 0)
        {
            return findings;
        }

        // In the document's order, so that it is gone through once, however many findings there are.
        var placed = findings.ToArray();
        var inOrder = findings.Index()
            .Select(f => (f.Index, Position: f.Item.Annotation is { } annotation ? PositionOf(image, annotation, starts.Count) : null))
            .Where(f => f.Position is not null)
            .OrderBy(f => f.Position);
        var (offset, line, column, utf16) = (0, 1L, 1L, 1L);
        foreach (var (index, position) in inOrder)
        {
            var passed = content[offset..starts[position!.Value]];
            if (passed.LastIndexOf((byte)'\n') is >= 0 and var end)
            {
                (line, column, utf16) = (line + passed.Count((byte)'\n'), 1, 1);
                passed = passed[(end + 1)..];
            }

            (offset, column, utf16) = (starts[position.Value], column + passed.Length, utf16 + Encoding.UTF8.GetCharCount(passed));
            placed[index] = findings[index] with
            {
                Line = line,
                Column = column,
                Utf16Column = utf16,
                Path = string.Create(CultureInfo.InvariantCulture, $"$.annotations[{position}]"),
            };
        }

        return placed;
    }

    /// <summary>Where an annotation stands in its document; null if that is not known, as some of the document's are of another slot.</summary>
    private static int? PositionOf(AnnotatedImage image, int index, int count) =>
        image.Item is not null ? image.Annotations[index].Position
        : image.Annotations.Count == count ? index
        : null;

    /// <summary>Where the annotations of a Darwin document begin; none if it is no such document.</summary>
    private static List<int> Starts(ReadOnlySpan<byte> document)
    {
        var starts = new List<int>();
        try
        {
            var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = 512 });
            var isInside = false;
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    isInside = reader.ValueTextEquals("annotations"u8);
                }
                else if (isInside && reader.CurrentDepth == 2 && reader.TokenType is JsonTokenType.StartObject)
                {
                    starts.Add((int)reader.TokenStartIndex);
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            return [];
        }

        return starts;
    }
}
