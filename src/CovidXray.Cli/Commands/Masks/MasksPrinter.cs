using System.Text.Json;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Masks;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Masks;

/// <summary>Tells what a run did: as text, or as JSON.</summary>
internal static class MasksPrinter
{
    public static void WriteText(Terminal terminal, MasksResult report, MasksOptions options, string folder)
    {
        var output = terminal.Output;
        var of = report.Files == report.Images ? "" : " of " + Wording.Count(report.Images, "image");
        output.WriteLine($"{Wording.Count(report.Files, "mask")}{of} in {folder}: {options.Style.Name}, {OrderName(options)}{(report.Skipped > 0 ? $"; {report.Skipped:N0} {(report.Skipped == 1 ? "was" : "were")} there already" : "")}");
        foreach (var (category, (images, pixels)) in report.Categories)
        {
            output.WriteLine($"  {Terminal.OneLine(category),-12} {images,6:N0} {(images == 1 ? "image " : "images")} {Wording.Count(pixels, "pixel"),23}");
        }
    }

    public static void WriteNotes(Terminal terminal, MasksResult report, MasksOptions options)
    {
        if (report.Differences.Count > 0)
        {
            // V7 published masks of the films' own sizes alone.
            var (from, wayOut) = options.Size is null ? ("V7's published masks", " (--order v7 gives V7's)") : ("those of --order v7 at this size", "");
            terminal.WriteNote($"note: {Wording.Count(report.Differences.Count, "image", "differs", "differ")} from {from}, in {Wording.Count(report.Differences.Values.Sum(), "pixel")}, because of the paint order{wayOut}");
        }

        foreach (var (image, pixels) in report.Differences)
        {
            terminal.WriteDetail($"  {image}: {Wording.Count(pixels, "pixel")}");
        }

        if (report.UnpaintedCategories.Count > 0)
        {
            terminal.WriteNote($"note: categories not painted: {Counts(report.UnpaintedCategories)} (--classes names what is painted)");
        }

        if (report.UnpaintedKinds.Count > 0)
        {
            terminal.WriteNote($"note: not rasterized: {Counts(report.UnpaintedKinds)}");
        }

        if (report.DegenerateRings > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(report.DegenerateRings, "ring")} of fewer than 3 points {(report.DegenerateRings == 1 ? "paints" : "paint")} a point or a line at most");
        }
    }

    /// <summary>Says which categories no image has: they may be misspelt.</summary>
    public static void WriteUnseen(Terminal terminal, MasksResult report, IReadOnlyList<string> categories)
    {
        var unseen = categories.Where(c => !report.SeenCategories.Contains(c)).ToArray();
        if (unseen.Length > 0 && report.Images > 0)
        {
            terminal.WriteNote($"note: no image that was read has {string.Join(", ", unseen)} (letter case counts in --classes)");
        }
    }

    public static void WriteJson(TextWriter output, MasksResult report, MasksOptions options, string folder) => JsonOutput.Write(output, json =>
    {
        json.WriteString("out", folder);
        json.WriteString("style", options.Style.Name);
        json.WriteString("order", OrderName(options));
        json.WriteNumber("images", report.Images);
        json.WriteNumber("files", report.Files);
        json.WriteNumber("skipped", report.Skipped);
        json.WriteStartObject("classes");
        foreach (var (category, (images, pixels)) in report.Categories)
        {
            json.WriteStartObject(category);
            json.WriteNumber("images", images);
            json.WriteNumber("pixels", pixels);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("differs_from_v7");
        json.WriteNumber("images", report.Differences.Count);
        json.WriteNumber("pixels", report.Differences.Values.Sum());
        json.WriteStartObject("by_image");
        foreach (var (image, pixels) in report.Differences)
        {
            json.WriteNumber(image, pixels);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        WriteCounts(json, "not_painted", report.UnpaintedCategories);
        WriteCounts(json, "not_rasterized", report.UnpaintedKinds);
        json.WriteNumber("degenerate_rings", report.DegenerateRings);
        FailureJson.Write(json, report.Failures);
    });

    private static void WriteCounts(Utf8JsonWriter json, string name, SortedDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    private static string OrderName(MasksOptions options) => PaintOrders.Name(options.Order);

    private static string Counts(SortedDictionary<string, int> counts) => string.Join(", ", counts.Select(c => $"{c.Value} {c.Key}"));
}
