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

        var placed = new List<Finding>(findings.Count);
        foreach (var finding in findings)
        {
            placed.Add(finding.Annotation is { } index && PositionOf(image, index, starts.Count) is { } position ? At(finding, content, starts[position], position) : finding);
        }

        return placed;
    }

    private static Finding At(Finding finding, ReadOnlySpan<byte> document, int offset, int position)
    {
        var before = document[..offset];
        return finding with
        {
            Line = before.Count((byte)'\n') + 1,
            Column = before.Length - before.LastIndexOf((byte)'\n'),
            Utf16Column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1,
            Path = string.Create(CultureInfo.InvariantCulture, $"$.annotations[{position}]"),
        };
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
