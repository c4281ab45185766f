using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Masks;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Masks;

/// <summary>Tells what a run did: as text, or as JSON.</summary>
internal static class MasksPrinter
{
    public static void WriteText(Terminal terminal, MasksResult masks, MasksOptions options, string folder)
    {
        var of = masks.Files == masks.Images ? "" : " of " + Wording.Count(masks.Images, "image");
        terminal.WriteResult($"{Wording.Count(masks.Files, "mask")}{of} in {folder}: {options.Style.Name}, {OrderName(options)}{(masks.Skipped > 0 ? $"; {masks.Skipped:N0} {(masks.Skipped == 1 ? "was" : "were")} there already" : "")}");
        foreach (var (category, (images, pixels)) in masks.Areas)
        {
            terminal.WriteResult($"  {ForeignText.Quote(category),-12} {images,6:N0} {(images == 1 ? "image " : "images")} {Wording.Count(pixels, "pixel"),23}");
        }
    }

    public static void WriteNotes(Terminal terminal, MasksResult masks, MasksOptions options)
    {
        if (masks.Differences.Count > 0)
        {
            // V7 published masks of the films' own sizes alone.
            var (from, wayOut) = options.Size is null ? ("V7's published masks", " (--order v7 gives V7's)") : ("those of --order v7 at this size", "");
            terminal.WriteNote($"note: {Wording.Count(masks.Differences.Count, "image", "differs", "differ")} from {from}, in {Wording.Count(masks.Differences.Values.Sum(), "pixel")}, because of the paint order{wayOut}");
        }

        foreach (var (image, pixels) in masks.Differences)
        {
            terminal.WriteDetail($"  {image}: {Wording.Count(pixels, "pixel")}");
        }

        if (masks.NamedById > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(masks.NamedById, "image", "is", "are")} named by id, without an original name of {(masks.NamedById == 1 ? "its" : "their")} own");
        }

        if (masks.UnpaintedCategories.Count > 0)
        {
            terminal.WriteNote($"note: categories not painted: {Counts(masks.UnpaintedCategories)} (--classes names what is painted)");
        }

        if (masks.UnpaintedKinds.Count > 0)
        {
            terminal.WriteNote($"note: not rasterized: {string.Join(", ", masks.UnpaintedKinds.Select(k => AnnotationKindNames.Count(k.Key, k.Value)))}");
        }

        if (masks.DegenerateRings > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(masks.DegenerateRings, "ring")} of fewer than 3 points {(masks.DegenerateRings == 1 ? "paints" : "paint")} a point or a line at most");
        }
    }

    /// <summary>Says which categories no image has: they may be misspelt.</summary>
    public static void WriteUnseen(Terminal terminal, MasksResult masks)
    {
        if (masks.UnseenCategories.Count > 0 && masks.Images > 0)
        {
            terminal.WriteNote($"note: no image that was read has {string.Join(", ", masks.UnseenCategories)} (letter case counts in --classes)");
        }
    }

    /// <param name="ended">What ended the run before its end; null if nothing did.</param>
    public static void WriteJson(TextWriter output, MasksResult masks, MasksOptions options, string folder, FatalError? ended = null) => JsonOutput.Write(output, json =>
    {
        ended?.Write(json);
        json.WriteString("out", folder);
        json.WriteString("style", options.Style.Name);
        json.WriteString("order", OrderName(options));
        json.WriteNumber("images", masks.Images);
        json.WriteNumber("files", masks.Files);
        json.WriteNumber("skipped", masks.Skipped);
        WriteAreas(json, "areas", masks);
        WriteAreas(json, "classes", masks);
        json.WriteStartObject("differs_from_v7");
        json.WriteNumber("images", masks.Differences.Count);
        json.WriteNumber("pixels", masks.Differences.Values.Sum());
        json.WriteStartObject("by_image");
        foreach (var (image, pixels) in masks.Differences)
        {
            json.WriteNumber(image, pixels);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        JsonOutput.WriteCounts(json, "not_painted", masks.UnpaintedCategories);
        JsonOutput.WriteUnpaintedKinds(json, masks.UnpaintedKinds);
        json.WriteNumber("degenerate_rings", masks.DegenerateRings);
        FailureJson.Write(json, masks.Failures);
    });

    private static void WriteAreas(Utf8JsonWriter json, string name, MasksResult masks)
    {
        json.WriteStartObject(name);
        foreach (var (category, (images, pixels)) in masks.Areas)
        {
            json.WriteStartObject(category);
            json.WriteNumber("images", images);
            json.WriteNumber("pixels", pixels);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string OrderName(MasksOptions options) => PaintOrders.Name(options.Order);

    private static string Counts(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(c => $"{c.Value} {ForeignText.Quote(c.Key)}"));
}
