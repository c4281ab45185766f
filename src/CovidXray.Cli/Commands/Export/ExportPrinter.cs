using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Tells what an export did: as text, or as JSON.</summary>
internal static class ExportPrinter
{
    private const int MostClasses = 20;
    private const int LongestPlaces = 300;

    /// <summary>What formats leave out of V7's data whatever is asked: that a format has no place for it is no news.</summary>
    private static readonly string[] UsualLosses =
    [
        "tags", "keys of images", "outlines of polygons", "points of polygons (pixels are kept)", "points of shapes with holes (pixels are kept)",
        "holes as such (a bridge leads to them)", "points outside the image (they move to its edge)",
    ];

    /// <summary>Says what the format cannot hold: in one line what every export of this data leaves out, and a note for what is out of the common.</summary>
    /// <param name="terminal">Takes it.</param>
    /// <param name="result">What was counted.</param>
    /// <param name="format">The format.</param>
    /// <param name="isStrict">Whether it is an error, so that every loss counts.</param>
    public static void WriteLosses(Terminal terminal, ExportResult result, AnnotationFormat format, bool isStrict)
    {
        var isUsual = result.Losses.Losses.ToLookup(l => !isStrict && IsUsual(l.What));
        string[] usual = [.. isUsual[true].Select(l => l.What), .. result.SignedAddresses > 0 ? ["tokens in addresses"] : Array.Empty<string>()];
        if (usual.Length > 0)
        {
            terminal.WriteNote($"{format.Name} leaves out, as always: {string.Join(", ", usual)}{(terminal.IsVerbose ? "" : " (-v counts them)")}");
        }

        foreach (var (what, count, images) in isUsual[true])
        {
            terminal.WriteDetail($"  {Loss(what, count, images)}");
        }

        if (result.SignedAddresses > 0)
        {
            terminal.WriteDetail($"  tokens in addresses: {result.SignedAddresses:N0} in {Wording.Count(result.SignedImages, "image")} ('export darwin' keeps them)");
        }

        foreach (var (what, count, images) in isUsual[false])
        {
            terminal.WriteNote($"note: {format.Name} cannot hold {Loss(what, count, images)}");
        }
    }

    private static bool IsUsual(string what) => UsualLosses.Contains(what, StringComparer.Ordinal) || (what.StartsWith("pixels of ", StringComparison.Ordinal) && what.EndsWith(" under others", StringComparison.Ordinal));

    private static string Loss(string what, long count, int images) => $"{what}: {count:N0}{(images == 0 ? "" : $" in {Wording.Count(images, "image")}")}";

    /// <summary>Says that the export is in parts, and in which.</summary>
    public static void WriteParts(Terminal terminal, ExportResult result, AnnotationFormat format)
    {
        if (result.Parts.Count > 0)
        {
            var parts = string.Join(", ", result.Parts.Select(p => $"{p.Name} ({p.Images:N0})"));
            terminal.WriteNote(format.Parts == PartLayout.Columns
                ? $"with the columns part and fold of the saved split: {parts} (--no-parts leaves them out)"
                : $"in parts by the saved split: {parts} (--no-parts exports as if there were none)");
        }

        if (result.Unplaced > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(result.Unplaced, "image", "is", "are")} left out, as the split does not know {(result.Unplaced == 1 ? "it" : "them")} ('covidxr split --keep split.json' places {(result.Unplaced == 1 ? "it" : "them")})");
        }
    }

    /// <summary>Says which parts readers will miss, and what is to be done with those that are there.</summary>
    public static void WriteLackingParts(Terminal terminal, ExportResult result, AnnotationFormat format)
    {
        if (result.LackingParts.Count > 0)
        {
            terminal.WriteNote($"note: the export has no {string.Join(" and no ", result.LackingParts.Select(PartNames.Of))}, which {format.Name} wants to train");
        }

        if (result.PartsHint is { } hint)
        {
            terminal.WriteNote($"{format.Name}: {hint}");
        }
    }

    /// <summary>Says which numbers the categories have: a model is only as good as they are.</summary>
    public static void WriteClasses(Terminal terminal, ExportResult result)
    {
        if (result.UnreadOthers > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(result.UnreadOthers, "image")} outside of the selection cannot be read; classes are numbered without them");
        }

        if (result.Classes.Count > 0 && !IsNothingExported(result))
        {
            var shown = string.Join(", ", result.Classes.Take(MostClasses).Select(c => $"{ForeignText.Quote(c.Name)} {c.Number}"));
            terminal.WriteNote($"classes: {shown}{(result.Classes.Count > MostClasses ? $" and {result.Classes.Count - MostClasses:N0} more (covidxr.export.json has all)" : "")}");
        }
    }

    /// <summary>Whether errors are all that there is to tell.</summary>
    public static bool IsNothingExported(ExportResult result) => result.Images == 0 && !result.IsComplete;

    public static void WriteText(Terminal terminal, ExportResult result, AnnotationFormat format)
    {
        if (IsNothingExported(result))
        {
            return;
        }

        var films = result.Films > 0 ? ", " + Wording.Count(result.Films, "film") : "";
        terminal.WriteResult($"{Wording.Count(result.Images, "image")} in {result.Folder}: {format.Name}, {Wording.Count(result.Annotations, "annotation")}{films}");
        PolygonEditPrinter.WriteText(terminal, result.Edits);
    }

    public static void WriteShard(Terminal terminal, ExportResult result, Shard shard)
    {
        terminal.WriteResult($"{Wording.Count(result.Films, "film")} of shard {shard} in {result.Folder}");
        terminal.WriteNote($"once all {shard.Count} are there, the same command with --join {shard.Count} in place of --shard makes the export");
    }

    public static void WriteMissing(Terminal terminal, ExportResult result, AnnotationFormat format)
    {
        if (result.MissingFilms.Count > 0)
        {
            var wayOut = format.Films == FilmRole.Required ? "" : "--images none exports annotations alone; ";
            terminal.WriteError($"{Wording.Count(result.MissingFilms.Count, "image", "is left out, as its film is", "are left out, as their films are")} missing: {Wording.Names(result.MissingFilms)} ({wayOut}'covidxr pull' gets films)");
        }
    }

    /// <summary>Says where films were looked for, and what an export is worth without them.</summary>
    public static void WriteFilmsNotFound(Terminal terminal, ExportResult result, AnnotationFormat format)
    {
        if (result.FilmsNotFound is var (missing, all, places) && missing > 0)
        {
            terminal.WriteNote($"note: {missing:N0} of {Wording.Count(all, "film")} {(missing == 1 ? "was" : "were")} not found (looked in {ForeignText.Bounded(places, LongestPlaces)}); --images-from DIR names another folder");
        }

        if (result is { Films: 0, Images: > 0 } && !format.IsWholeWithoutFilms)
        {
            terminal.WriteNote($"note: {format.Name} without films cannot be trained on");
        }
    }

    public static void WriteBackground(Terminal terminal, ExportResult result, AnnotationFormat format)
    {
        if (result.AllBackground > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(result.AllBackground, "image", "has", "have")} no polygons: all background in {format.Name} ('--include lungs' leaves such images out)");
        }
    }

    public static void WriteJson(TextWriter output, ExportResult result, AnnotationFormat format) => JsonOutput.Write(output, json =>
    {
        json.WriteString("out", result.Folder);
        json.WriteString("format", format.Name);
        JsonOutput.WriteClasses(json, result.Classes);
        json.WriteNumber("images", result.Images);
        json.WriteStartObject("parts");
        foreach (var (name, images) in result.Parts)
        {
            json.WriteNumber(name, images);
        }

        json.WriteEndObject();
        json.WriteNumber("without_part", result.Unplaced);
        json.WriteNumber("unplaced", result.Unplaced);
        json.WriteNumber("annotations", result.Annotations);
        json.WriteNumber("films", result.Films);
        json.WriteNumber("all_background", result.AllBackground);
        json.WriteNumber("outside", result.Outside);
        json.WriteNumber("unmoved", result.NotMovable);
        json.WriteNumber("addresses_without_token", result.SignedAddresses);
        json.WriteStartObject("lost");
        foreach (var (what, count, images) in result.Losses.Losses)
        {
            json.WriteStartObject(what);
            json.WriteNumber("count", count);
            json.WriteNumber("images", images);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        PolygonEditJson.Write(json, result.Edits);
        JsonOutput.WriteTexts(json, "without_film", result.WithoutFilm);
        JsonOutput.WriteTexts(json, "missing_films", result.MissingFilms);
        JsonOutput.WriteTexts(json, "without_lungs", result.WithoutLungs);
        FailureJson.Write(json, [.. result.Failures, .. result.MissingFilms.Select(name => new DatasetException(name, "the film is missing, and the image left out"))]);
    });
}
