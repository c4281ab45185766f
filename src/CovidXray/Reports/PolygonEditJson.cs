using System.Text.Json;
using CovidXray.Geometry;

namespace CovidXray.Reports;

/// <summary>What edits did to polygons, as JSON.</summary>
internal static class PolygonEditJson
{
    /// <summary>Writes the member <c>polygon_edits</c>.</summary>
    public static void Write(Utf8JsonWriter json, PolygonEditResult edits)
    {
        json.WriteStartObject("polygon_edits");
        foreach (var (name, counts) in Counts(edits))
        {
            json.WriteStartObject(name);
            foreach (var (category, edited) in counts.Categories)
            {
                json.WriteStartObject(category);
                json.WriteNumber("polygons", edited.Polygons);
                json.WriteNumber("changed", edited.Changed);
                json.WriteNumber("area_before", edited.AreaBefore);
                json.WriteNumber("area_after", edited.AreaAfter);
                json.WriteNumber("points_before", edited.PointsBefore);
                json.WriteNumber("points_after", edited.PointsAfter);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteNumber("not_simplified", edits.NotSimplified);
        json.WriteStartArray("gone");
        foreach (var (name, counts) in Counts(edits))
        {
            foreach (var gone in counts.Gone)
            {
                json.WriteStartObject();
                json.WriteString("image", gone.ImageId);
                json.WriteString("category", gone.Category);
                json.WriteString("edit", name);
                json.WriteString("why", gone.Why);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The edits that were done, by their options' names.</summary>
    public static IEnumerable<(string Name, PolygonEditCounts Counts)> Counts(PolygonEditResult edits) =>
        new[] { ("repair", edits.Repaired), ("cut-ignore", edits.Cut), ("simplify", edits.Simplified) }.Where(e => e.Item2.Categories.Count > 0);
}
