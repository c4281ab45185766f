using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Masks;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Masks;

/// <summary>Tells what <c>masks --complete</c> found: as text, or as JSON.</summary>
internal static class CompletenessPrinter
{
    public static void WriteText(Terminal terminal, CompletenessResult found, MasksOptions options, string folder)
    {
        terminal.WriteResult($"{(found.IsComplete ? "complete" : "not complete")}: {found.WithMasks:N0} of {Wording.Count(found.Images, "image", "has its masks", "have their masks")} in {folder}: {options.Style.Name}, {PaintOrders.Name(options.Order)}");
        foreach (var lack in found.Lacking)
        {
            terminal.WriteResult($"  {ForeignText.Quote(lack.Id)}: {ForeignText.Quote(lack.File)} {lack.Problem}");
        }

        foreach (var (file, problem) in found.OtherFiles)
        {
            terminal.WriteResult($"  {file} {problem}");
        }

        if (found.ShardsToRun.Count > 0)
        {
            terminal.WriteResult($"  shards to run again: {string.Join(", ", found.ShardsToRun)}");
        }
        else if (found.IsUnfinished)
        {
            terminal.WriteResult("  a run is at work here, or did not come to its end: --skip-existing ends it");
        }

        if (found.OtherMasks > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(found.OtherMasks, "other mask", "lies", "lie")} there, of none of these images");
        }
    }

    public static void WriteJson(TextWriter output, CompletenessResult found, MasksOptions options, string folder) => JsonOutput.Write(output, json =>
    {
        json.WriteString("out", folder);
        json.WriteString("style", options.Style.Name);
        json.WriteString("order", PaintOrders.Name(options.Order));
        json.WriteBoolean("complete", found.IsComplete);
        json.WriteNumber("images", found.Images);
        json.WriteNumber("with_masks", found.WithMasks);
        json.WriteStartArray("lacking");
        foreach (var lack in found.Lacking)
        {
            json.WriteStartObject();
            json.WriteString("id", lack.Id);
            json.WriteString("file", lack.File);
            json.WriteString("kind", lack.Kind.ToString().ToLowerInvariant());
            json.WriteString("problem", lack.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("other_files");
        foreach (var (file, problem) in found.OtherFiles)
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteString("problem", problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("unfinished", found.IsUnfinished);
        JsonOutput.WriteTexts(json, "shards_to_run", found.ShardsToRun.Select(s => $"{s}"));
        json.WriteNumber("other_masks", found.OtherMasks);
        FailureJson.Write(json, [.. found.Failures, .. Lacks(found, folder)]);
    });

    /// <summary>What is not as it should be, in the shape in which every answer tells what failed.</summary>
    private static IEnumerable<DatasetException> Lacks(CompletenessResult found, string folder) =>
    [
        .. found.Lacking.Select(l => new DatasetException(l.File, l.Problem)),
        .. found.OtherFiles.Select(o => new DatasetException(o.File, o.Problem)),
        .. found.IsUnfinished ? [new DatasetException(folder, "a run is at work in it, or did not come to its end")] : (DatasetException[])[],
    ];
}
