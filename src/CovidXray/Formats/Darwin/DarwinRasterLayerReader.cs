using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads a raster layer: runs of values, and which annotation each value stands for.</summary>
internal static class DarwinRasterLayerReader
{
    private const string Name = AnnotationKindNames.RasterLayer;

    /// <summary>Reads the value of the current member.</summary>
    /// <returns>The member as raw JSON if it holds more than the layer.</returns>
    public static JsonMember? Read(ref JsonCursor json, out RasterLayer? layer)
    {
        var start = json.BeginObject(Name);
        var hasMore = false;
        List<int>? runs = null;
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        while (json.NextMember())
        {
            if (json.NameIs("dense_rle"u8))
            {
                runs = [];
                json.BeginArray("dense_rle");
                while (json.NextElement())
                {
                    runs.Add(json.CurrentInt32("a run"));
                }
            }
            else if (json.NameIs("mask_annotation_ids_mapping"u8))
            {
                json.BeginObject("mask_annotation_ids_mapping");
                while (json.NextMember())
                {
                    var id = json.Name;
                    json.Read();
                    values[id] = json.CurrentInt32("a value");
                }
            }
            else
            {
                // The total follows from the runs.
                hasMore |= !json.NameIs("total_pixels"u8);
                json.SkipValue();
            }
        }

        if (runs is null || (runs.Count & 1) != 0)
        {
            throw json.Fail(runs is null ? "the raster layer has no dense_rle" : "dense_rle has an odd number of elements; expected value, length, value, length, ...", start);
        }

        layer = new RasterLayer([.. runs], values);
        return hasMore ? json.RawSince(Name, start) : null;
    }
}
