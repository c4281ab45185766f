using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Pull;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>Prints the answer of <c>covidxr pull --dry-run</c>: what would be fetched.</summary>
internal static class PreviewPrinter
{
    public static void WriteText(Terminal terminal, PullRequest request, PullPreview preview)
    {
        if (!preview.HasAnnotations)
        {
            terminal.WriteResult($"annotations: {preview.Release} from {preview.Source}{(preview.AnnotationBytes is { } length ? $", {ByteSize.Show(length)}" : "")}");
        }

        var what = PullPrinter.Noun(request);
        if (preview.Films is { } films)
        {
            var rest = films.Remote.Count > 0 ? $"{films.Rest:N0} to ask {string.Join(", ", films.Remote)} for, of unknown length" : $"{films.Rest:N0} are nowhere";
            terminal.WriteResult($"{what}s: {films.Wanted:N0}; {films.Present:N0} are here; {films.Local:N0} to copy, {ByteSize.Show(films.LocalBytes)}; {rest}");
        }
        else if (request.WantsImages)
        {
            terminal.WriteResult($"{what}s: known when the annotations are here");
        }
    }

    public static void WriteJson(Terminal terminal, PullRequest request, PullPreview preview) => JsonOutput.Write(terminal.Output, json =>
    {
        json.WriteString("out", request.Folder);
        json.WriteString("folder", request.Folder);
        json.WriteString("release", preview.Release);
        json.WriteString("source", preview.Source);
        json.WriteBoolean("annotations_present", preview.HasAnnotations);
        if (preview.AnnotationBytes is { } length)
        {
            json.WriteNumber("annotations_bytes", length);
        }

        if (preview.Films is { } films)
        {
            json.WriteNumber("wanted", films.Wanted);
            json.WriteNumber("present", films.Present);
            json.WriteNumber("local", films.Local);
            json.WriteNumber("local_bytes", films.LocalBytes);
            json.WriteNumber("not_local", films.Rest);
            json.WriteNumber(films.Remote.Count > 0 ? "to_ask_for" : "nowhere", films.Rest);
            JsonOutput.WriteTexts(json, "sources", films.Remote);
        }

        FailureJson.Write(json, preview.Failures);
    });
}
