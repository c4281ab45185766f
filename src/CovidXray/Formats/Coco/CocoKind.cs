using System.Buffers;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Formats.Coco;

/// <summary>What a JSON file is, as far as COCO is concerned.</summary>
internal enum CocoKind
{
    /// <summary>No COCO.</summary>
    None,

    /// <summary>Images, annotations, categories.</summary>
    Dataset,

    /// <summary>A list of what a detector found in a dataset's images.</summary>
    Results,
}

/// <summary>Tells COCO from Darwin JSON and all else by the first bytes.</summary>
internal static class CocoKinds
{
    private const int BytesLookedAt = 1 << 16;

    /// <summary>What a file is, by its first bytes.</summary>
    public static CocoKind Of(string file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BytesLookedAt);
        try
        {
            return Of(buffer.AsSpan(0, WholeFile.ReadStart(file, buffer.AsSpan(0, BytesLookedAt))));
        }
        catch (DatasetException)
        {
            // Whoever opens it says why it cannot be read.
            return CocoKind.None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a name stands at the top that COCO has and Darwin has not, or else inside the first annotation.</summary>
    public static CocoKind Of(ReadOnlySpan<byte> start)
    {
        var json = new Utf8JsonReader(ByteOrderMark.Skip(start), isFinalBlock: false, default);
        var isList = false;
        try
        {
            while (json.Read())
            {
                isList |= json is { CurrentDepth: 0, TokenType: JsonTokenType.StartArray };
                if (json.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                var isOfAnnotation = json.ValueTextEquals("image_id"u8) || json.ValueTextEquals("category_id"u8);
                if (isList)
                {
                    if (json.CurrentDepth == 2 && isOfAnnotation)
                    {
                        return CocoKind.Results;
                    }
                }
                else if (json.CurrentDepth == 1)
                {
                    if (json.ValueTextEquals("images"u8) || json.ValueTextEquals("categories"u8) || json.ValueTextEquals("licenses"u8))
                    {
                        // A report may count images.
                        return json.Read() && json.TokenType is JsonTokenType.StartArray or JsonTokenType.Null ? CocoKind.Dataset : CocoKind.None;
                    }

                    if (json.ValueTextEquals("image"u8) || json.ValueTextEquals("item"u8))
                    {
                        return CocoKind.None;
                    }
                }
                else if (json.CurrentDepth == 3 && isOfAnnotation)
                {
                    return CocoKind.Dataset;
                }
            }
        }
        catch (JsonException)
        {
            // What was understood up to here does not say it.
        }

        return CocoKind.None;
    }
}
