using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Json;
using CovidXray.Formats.Sources;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>The labels of nnU-Net's <c>dataset.json</c>, which it copies beside what it predicts.</summary>
internal static class NnUnetLabels
{
    public const string FileName = "dataset.json";

    /// <summary>Reads the categories by their labels; null if the file is none of nnU-Net's.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged, or its labels are regions.</exception>
    public static IReadOnlyDictionary<int, string>? Read(string path)
    {
        using var content = FileContent.Read(path, path);
        try
        {
            return Read(ByteOrderMark.Skip(content.Span), path);
        }
        catch (JsonException e)
        {
            throw JsonPosition.SyntaxError(path, ByteOrderMark.Skip(content.Span), e);
        }
        catch (InvalidOperationException e)
        {
            throw JsonPosition.NotUnicode(path, e);
        }
    }

    private static Dictionary<int, string>? Read(ReadOnlySpan<byte> content, string path)
    {
        var json = new JsonCursor(content, path);
        json.RequireUtf8();
        json.Read();
        json.Require(JsonTokenType.StartObject, "the document");
        while (json.NextMember())
        {
            if (!json.NameIs("labels"u8))
            {
                json.SkipValue();
                continue;
            }

            var labels = new Dictionary<int, string>();
            json.BeginObject("labels");
            while (json.NextMember())
            {
                var name = json.Name;
                json.Read();
                if (json.TokenType == JsonTokenType.StartArray)
                {
                    throw json.Fail($"'{Texts.ForeignText.Quote(name)}' is a region of several labels; expected one label a class");
                }

                // nnU-Net writes the names of what is left out in small letters.
                var number = json.CurrentInt32("a label");
                labels[number] = string.Equals(name, Category.Ignore, StringComparison.OrdinalIgnoreCase) ? Category.Ignore : name;
            }

            return labels;
        }

        return null;
    }
}
