using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Images;
using CovidXray.Jobs.Masks;
using CovidXray.Jobs.Previews;
using CovidXray.Previews;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Preview;

/// <summary>Tells what a run did: as text, or as JSON.</summary>
internal static class PreviewPrinter
{
    private static readonly (FilmConversions Conversion, string Note)[] Conversions =
    [
        (FilmConversions.Depth, "{0} of 16 bits: the darkest pixel is shown black, the brightest white"),
        (FilmConversions.Orientation, "{0}: EXIF has viewers turn them; they are shown as stored, as the annotations are"),
        (FilmConversions.Alpha, "{0} with transparent pixels: they are shown on black"),
    ];

    public static void WriteText(Terminal terminal, PreviewResult shown, PreviewOptions options, string output)
    {
        var things = options.Sheet is null ? Wording.Count(shown.Files.Count, "picture") : $"{Wording.Count(shown.Files.Count, "sheet")} of {Wording.Count(shown.Images, "image")}";
        terminal.WriteResult($"{things} {Place(shown, output)}: {PreviewStyles.Name(options.Style)}{(shown.Skipped > 0 ? $"; {shown.Skipped:N0} {(shown.Skipped == 1 ? "was" : "were")} there already" : "")}");
        if (shown.Predictions is { } predictions)
        {
            terminal.WriteResult($"  {Wording.Count(predictions.Images, "prediction")}: {predictions.True:N0} pixels right, {predictions.Missed:N0} missed, {predictions.False:N0} predicted wrongly; {predictions.Ignored:N0} of Ignore left out");
        }
    }

    /// <summary><c>in DIR</c>, <c>as x.png</c>, or <c>as x-001.png to x-003.png</c>.</summary>
    private static string Place(PreviewResult shown, string output) =>
        PreviewPlan.FormatOf(output) is null ? $"in {output}"
        : shown.Files.Count == 0 ? $"as {output}"
        : $"as {string.Join(" to ", new[] { shown.Files[0], shown.Files[^1] }.Distinct(StringComparer.Ordinal).Select(f => Path.Combine(Path.GetDirectoryName(output) ?? "", f)))}";

    public static void WriteNotes(Terminal terminal, PreviewResult shown, PreviewOptions options)
    {
        if (shown.MissingFilms.Count > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(shown.MissingFilms.Count, "film", "is", "are")} not there, shown on grey: {Wording.Names(shown.MissingFilms)} (looked in {shown.LookedIn}; --images-from DIR names another folder, 'covidxr pull' gets films)");
        }

        if (shown.Unpainted > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(shown.Unpainted, "image", "has", "have")} nothing to paint, as lateral films and CT");
        }

        foreach (var (conversion, note) in Conversions)
        {
            if (shown.Conversions.GetValueOrDefault(conversion) is var films and > 0)
            {
                terminal.WriteNote("note: " + string.Format(CultureInfo.InvariantCulture, note, Wording.Count(films, "film")));
            }
        }

        if (shown.Resized > 0)
        {
            terminal.WriteNote($"note: the annotations of {Wording.Count(shown.Resized, "film")} were scaled to the film's size (--accept-resized)");
        }

        if (shown.UnpaintedCategories.Count > 0)
        {
            terminal.WriteNote($"note: categories not painted: {Counts(shown.UnpaintedCategories)} (--classes names what is painted)");
        }

        if (shown.UnpaintedKinds.Count > 0)
        {
            terminal.WriteNote($"note: not rasterized: {string.Join(", ", shown.UnpaintedKinds.Select(k => AnnotationKindNames.Count(k.Key, k.Value)))}");
        }

        WriteNotes(terminal, shown.Predictions, options);
    }

    private static void WriteNotes(Terminal terminal, PredictionCounts? predictions, PreviewOptions options)
    {
        if (predictions is { Missing: { Count: > 0 } missing })
        {
            terminal.WriteNote($"note: {Wording.Count(missing.Count, "image", "has", "have")} no prediction in {options.PredictionsPath}, shown with the mask alone: {Wording.Names(missing)} (found by id, then by file name)");
        }

        if (predictions is { OtherCategories: { Count: > 0 } other })
        {
            terminal.WriteNote($"note: predicted categories not compared: {Counts(other)} (--classes names what is compared; letter case counts)");
        }

        if (predictions is { Scaled: { Count: > 0 } scaled })
        {
            terminal.WriteNote($"note: {Wording.Count(scaled.Count, "prediction", "was", "were")} of another size than the image, and scaled to it by nearest pixel: {Wording.Names(scaled)}");
        }
    }

    private static string Counts(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(c => $"{c.Value} {ForeignText.Quote(c.Key)}"));

    /// <param name="ended">What ended the run before its end; null if nothing did.</param>
    public static void WriteJson(TextWriter output, PreviewResult shown, PreviewOptions options, string path, FatalError? ended = null) => JsonOutput.Write(output, json =>
    {
        ended?.Write(json);
        json.WriteString("out", path);
        json.WriteString("style", PreviewStyles.Name(options.Style));
        json.WriteString("order", PaintOrders.Name(options.Order));
        json.WriteNumber("images", shown.Images);
        JsonOutput.WriteTexts(json, "pictures", shown.Files);
        JsonOutput.WriteTexts(json, "files", shown.Files);
        json.WriteNumber("skipped", shown.Skipped);
        JsonOutput.WriteTexts(json, "without_film", shown.MissingFilms);
        JsonOutput.WriteTexts(json, "missing_films", shown.MissingFilms);
        json.WriteNumber("nothing_painted", shown.Unpainted);
        json.WriteNumber("resized_films", shown.Resized);
        JsonOutput.WriteCounts(json, "not_painted", shown.UnpaintedCategories);
        JsonOutput.WriteUnpaintedKinds(json, shown.UnpaintedKinds);
        WritePredictions(json, shown.Predictions);
        FailureJson.Write(json, shown.Failures);
    });

    private static void WritePredictions(Utf8JsonWriter json, PredictionCounts? predictions)
    {
        if (predictions is null)
        {
            json.WriteNull("predictions");
            return;
        }

        json.WriteStartObject("predictions");
        json.WriteNumber("images", predictions.Images);
        JsonOutput.WriteTexts(json, "missing", predictions.Missing);
        JsonOutput.WriteTexts(json, "scaled", predictions.Scaled);
        JsonOutput.WriteCounts(json, "not_compared", predictions.OtherCategories);
        json.WriteNumber("true", predictions.True);
        json.WriteNumber("missed", predictions.Missed);
        json.WriteNumber("false", predictions.False);
        json.WriteNumber("ignored", predictions.Ignored);
        json.WriteEndObject();
    }
}
