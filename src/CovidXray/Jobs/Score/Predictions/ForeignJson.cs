using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Json;
using CovidXray.Formats.Sources;
using CovidXray.Reports;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>JSON that is named as predictions and is neither results nor a dataset: settings, logs, what another program wrote.</summary>
internal static class ForeignJson
{
    private const string Expected = "expected COCO results (an array of objects with image_id, category_id and segmentation), or a dataset as COCO (an object with images, annotations and categories) or as Darwin JSON (an object with item or image, and annotations)";

    private static readonly string[] OfDatasets = ["images", "image", "item"];

    /// <summary>Refuses a file that can be no dataset, by what stands at the top of its document.</summary>
    /// <exception cref="DatasetException">It is none; the message says what was expected, and what was found.</exception>
    public static void Refuse(string path)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
        {
            return;
        }

        using var content = FileContent.Read(path, path);
        if (Found(ByteOrderMark.Skip(content.Span), path) is { } found)
        {
            throw new DatasetException(path, $"this is no prediction: {Expected}; found {found}");
        }
    }

    /// <summary>What a document is; null if it can be a dataset.</summary>
    private static string? Found(ReadOnlySpan<byte> document, string path)
    {
        if (document.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "an empty file";
        }

        var keys = new List<string>();
        try
        {
            var json = new JsonCursor(document, path);
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                return json.Found();
            }

            while (json.NextMember())
            {
                keys.Add(json.Name);
                json.SkipValue();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What it began as may be a dataset that is damaged; whoever reads it says where.
            return keys.Count > 0 ? null : "a text that is no JSON";
        }

        return keys.Intersect(OfDatasets, StringComparer.Ordinal).Any() ? null
            : keys.Count == 0 ? "an empty object"
            : $"an object with the {(keys.Count == 1 ? "key" : "keys")} {Wording.Names([.. keys.Select(k => $"'{k}'")])}";
    }
}
