using CovidXray.Cli.Terminals;
using CovidXray.Geometry;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Tells what edits did to polygons: areas and points, before and after.</summary>
internal static class PolygonEditPrinter
{
    public static void WriteText(Terminal terminal, PolygonEditResult edits)
    {
        foreach (var (name, counts) in PolygonEditJson.Counts(edits))
        {
            foreach (var (category, edited) in counts.Categories)
            {
                terminal.WriteResult($"{name}: {ForeignText.Quote(category)}: {edited.Changed:N0} of {Wording.Count(edited.Polygons, "polygon")} changed, {edited.AreaBefore:N0} -> {edited.AreaAfter:N0} px2, {edited.PointsBefore:N0} -> {Wording.Count(edited.PointsAfter, "point")}");
            }
        }
    }

    public static void WriteNotes(Terminal terminal, PolygonEditResult edits)
    {
        foreach (var (name, counts) in PolygonEditJson.Counts(edits))
        {
            if (counts.Gone.Count > 0)
            {
                var named = Wording.Names([.. counts.Gone.Select(g => $"{g.Category} of {g.ImageId} {g.Why}")]);
                terminal.WriteNote($"note: --{name} leaves nothing of {Wording.Count(counts.Gone.Count, "annotation", "which is", "which are")} left out: {named}");
            }
        }

        if (edits.NotSimplified > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(edits.NotSimplified, "polygon", "is", "are")} not simplified, as rings cross or touch (--repair mends them first)");
        }
    }
}
