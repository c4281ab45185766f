using System.Text.Json;
using CovidXray.Cli.Terminals;
using CovidXray.Geometry;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Tells what edits did to polygons: areas and points, before and after.</summary>
internal static class PolygonEditPrinter
{

    public static void WriteText(Terminal terminal, PolygonEditResult tally)
    {
        foreach (var (name, counts) in Counts(tally))
        {
            foreach (var (category, edited) in counts.Categories)
            {
                terminal.Output.WriteLine($"{name}: {category}: {edited.Changed:N0} of {Wording.Count(edited.Polygons, "polygon")} changed, {edited.AreaBefore:N0} -> {edited.AreaAfter:N0} px2, {edited.PointsBefore:N0} -> {Wording.Count(edited.PointsAfter, "point")}");
            }
        }
    }

    public static void WriteNotes(Terminal terminal, PolygonEditResult tally)
    {
        foreach (var (name, counts) in Counts(tally))
        {
            if (counts.Gone.Count > 0)
            {
                var named = Wording.Names([.. counts.Gone.Select(g => $"{g.Category} of {g.ImageId} {g.Why}")]);
                terminal.WriteNote($"note: --{name} leaves nothing of {Wording.Count(counts.Gone.Count, "annotation", "which is", "which are")} left out: {named}");
            }
        }

        if (tally.NotSimplified > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(tally.NotSimplified, "polygon", "is", "are")} not simplified, as rings cross or touch (--repair mends them first)");
        }
    }

    /// <summary>Writes the member <c>polygon_edits</c>.</summary>
    public static void WriteJson(Utf8JsonWriter json, PolygonEditResult tally)
    {
        json.WriteStartObject("polygon_edits");
        foreach (var (name, counts) in Counts(tally))
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

        json.WriteNumber("not_simplified", tally.NotSimplified);
        json.WriteStartArray("gone");
        foreach (var (name, counts) in Counts(tally))
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
    private static IEnumerable<(string Name, PolygonEditCounts Counts)> Counts(PolygonEditResult tally) =>
        new[] { ("repair", tally.Repaired), ("cut-ignore", tally.Cut), ("simplify", tally.Simplified) }.Where(e => e.Item2.Categories.Count > 0);
}
