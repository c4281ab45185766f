using System.Buffers;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Formats.Coco;

/// <summary>Finds COCO files, and tells them from Darwin JSON by their first bytes.</summary>
internal static class CocoFiles
{
    /// <summary>As Datumaro and CVAT have it: films in <c>images</c> beside the folder.</summary>
    public const string Instances = "annotations/instances_default.json";

    /// <summary>Beside the folder of films.</summary>
    public const string Flat = "annotations.json";

    /// <summary>As V7's exporter names it.</summary>
    public const string OfV7 = "output.json";

    /// <summary>As covidxr, V7's exporter and Roboflow name them.</summary>
    private static readonly string[] Names = [Flat, OfV7, "_annotations.coco.json", Instances];

    private const int BytesLookedAt = 1 << 16;

    /// <summary>The COCO file at a path: itself, or the one inside the folder; null if there is none.</summary>
    public static string? Find(string path) => Directory.Exists(path)
        ? Names.Select(n => Path.Combine(path, n)).FirstOrDefault(f => File.Exists(f) && IsCoco(f))
        : path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && IsCoco(path) ? path : null;

    private static bool IsCoco(string file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BytesLookedAt);
        try
        {
            return IsCoco(buffer.AsSpan(0, WholeFile.ReadStart(file, buffer.AsSpan(0, BytesLookedAt))));
        }
        catch (DatasetException)
        {
            // Whoever opens it says why it cannot be read.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a name stands at the top that COCO has and Darwin has not, or else inside the first annotation.</summary>
    internal static bool IsCoco(ReadOnlySpan<byte> start)
    {
        var json = new Utf8JsonReader(ByteOrderMark.Skip(start), isFinalBlock: false, default);
        try
        {
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (json.CurrentDepth == 1)
                {
                    if (json.ValueTextEquals("images"u8) || json.ValueTextEquals("categories"u8) || json.ValueTextEquals("licenses"u8))
                    {
                        return true;
                    }

                    if (json.ValueTextEquals("image"u8) || json.ValueTextEquals("item"u8))
                    {
                        return false;
                    }
                }
                else if (json.CurrentDepth == 3 && (json.ValueTextEquals("image_id"u8) || json.ValueTextEquals("category_id"u8)))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // What was understood up to here does not say it.
        }

        return false;
    }
}
