using CovidXray.Cli.Terminals;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Tells what an export did: as text, or as JSON.</summary>
internal static class ExportPrinter
{
    public static void WriteLosses(Terminal terminal, AnnotationFormat format, LossCounts losses)
    {
        foreach (var (what, count, images) in losses.Losses)
        {
            terminal.WriteNote($"note: {format.Name} cannot hold {what}: {count:N0} in {Wording.Count(images, "image")}");
        }
    }

    public static void WriteText(Terminal terminal, ExportResult report, AnnotationFormat format, string folder)
    {
        var films = report.Films > 0 ? ", " + Wording.Count(report.Films, "film") : "";
        terminal.Output.WriteLine($"{Wording.Count(report.Images, "image")} in {folder}: {format.Name}, {Wording.Count(report.Annotations, "annotation")}{films}");
        PolygonEditPrinter.WriteText(terminal, report.Edits);
    }

    public static void WriteShard(Terminal terminal, ExportResult report, Shard shard, string folder)
    {
        terminal.Output.WriteLine($"{Wording.Count(report.Films, "film")} of shard {shard} in {folder}");
        terminal.WriteNote($"once all {shard.Count} are there, the same command with --join {shard.Count} in place of --shard makes the export");
    }

    public static void WriteMissing(Terminal terminal, ExportResult report, AnnotationFormat format)
    {
        if (report.MissingFilms.Count > 0)
        {
            var wayOut = format.Films == FilmRole.Required ? "" : "--images none exports annotations alone; ";
            terminal.WriteError($"{Wording.Count(report.MissingFilms.Count, "image", "is left out, as its film is", "are left out, as their films are")} missing: {Wording.Names(report.MissingFilms)} ({wayOut}'covidxr pull' gets films)");
        }
    }

    public static void WriteBackground(Terminal terminal, ExportResult report, AnnotationFormat format)
    {
        if (report.AllBackground > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(report.AllBackground, "image", "has", "have")} no polygons: all background in {format.Name} ('--include lungs' leaves such images out)");
        }
    }

    public static void WriteJson(TextWriter output, ExportResult report, AnnotationFormat format, string folder) => JsonOutput.Write(output, json =>
    {
        json.WriteString("out", folder);
        json.WriteString("format", format.Name);
        json.WriteNumber("images", report.Images);
        json.WriteNumber("annotations", report.Annotations);
        json.WriteNumber("films", report.Films);
        json.WriteNumber("all_background", report.AllBackground);
        json.WriteNumber("outside", report.Outside);
        json.WriteNumber("unmoved", report.NotMovable);
        json.WriteStartObject("lost");
        foreach (var (what, count, images) in report.Losses.Losses)
        {
            json.WriteStartObject(what);
            json.WriteNumber("count", count);
            json.WriteNumber("images", images);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        PolygonEditPrinter.WriteJson(json, report.Edits);
        JsonOutput.WriteTexts(json, "missing_films", report.MissingFilms);
        JsonOutput.WriteTexts(json, "without_lungs", report.WithoutLungs);
        FailureJson.Write(json, report.Failures);
    });
}
