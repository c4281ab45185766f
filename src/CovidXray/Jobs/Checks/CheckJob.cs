using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Filters.Metadata;
using CovidXray.Formats.Tables;
using CovidXray.Jobs.Output;
using CovidXray.Reports;

namespace CovidXray.Jobs.Checks;

/// <summary>Looks for what is wrong with a dataset.</summary>
/// <param name="chosen">The images.</param>
/// <param name="options">Which rules look.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var result = new CheckJob(new ImageChoice().Choose(dataset), new CheckOptions()).Run();
/// foreach (var finding in result.Findings)
/// {
///     Console.WriteLine($"{finding.File}:{finding.Line}: {finding.Rule.Code} {finding.Text}");
/// }
/// </code>
/// </example>
public sealed class CheckJob(ChosenImages chosen, CheckOptions options)
{
    /// <summary>Looks. What cannot be read is a failure of the result; everything else is looked at.</summary>
    /// <param name="notes">Hears which files are used.</param>
    /// <param name="progress">Hears how many images and films are read.</param>
    /// <param name="cancellation">Stops reading; nothing is kept.</param>
    /// <exception cref="DatasetException"><c>covidxr.toml</c>, the baseline or the file that keeps findings is damaged.</exception>
    /// <exception cref="JobException">A folder of films cannot be read, or the findings cannot be kept in the file that is named.</exception>
    public CheckResult Run(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var acceptance = Acceptance.Read(chosen.Dataset, options.ConfigPath, notes);
        var baseline = options.BaselinePath is { } path ? Baseline.Read(path) : null;
        var kept = options.SavesNothing ? null : KeptFindings.Open(chosen, options.StatePath);
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var skipped = new List<string>();
        var rules = Able(skipped);
        var findings = new FindingList(rules, chosen.Dataset.Location);
        var images = new ImageChecks(chosen, options with { Rules = rules }).Run(findings, failures, progress, cancellation);
        rules = WithoutTags(rules, images, findings, skipped);
        var films = new FilmChecks(chosen, options with { Rules = rules });
        if (FilmChecks.AreNeeded(rules))
        {
            films.Run(findings, skipped, images, notes, progress, cancellation);
        }

        var dataset = new CheckedDataset(chosen.Dataset.Location, images)
        {
            Metadata = chosen.Metadata,
            Classes = chosen.Dataset.Classes,
            Split = chosen.Split is { } split && rules.Any(r => r.Needs.HasFlag(CheckNeeds.Split)) ? new SplitChecks(chosen, split, options.ConfigPath).Look(images, films.Pairs, skipped, cancellation) : null,
        };
        foreach (var rule in rules.Where(r => r.OfDataset is not null && images.Count > 0))
        {
            cancellation.ThrowIfCancellationRequested();
            findings.Add(rule, rule.OfDataset!(dataset), images);
        }

        cancellation.ThrowIfCancellationRequested();
        (Finding Finding, string? Accepted)[] all = [.. findings.InOrder().Select(f => (f, acceptance.Reason(f)))];
        var ids = images.Select(i => i.Facts.Id).ToHashSet(StringComparer.Ordinal);
        acceptance.TellUnused(rules, ids, chosen.All, notes);
        kept?.Save(options.Rules, rules, all, notes);
        var told = all.Where(f => f.Accepted is null).ToLookup(f => baseline?.Takes(f.Finding) ?? false, f => f.Finding);
        return new CheckResult([.. told[false]], failures)
        {
            Rules = rules,
            Images = images.Count,
            Skipped = skipped,
            Accepted = [.. all.Where(f => f.Accepted is not null).Select(f => new AcceptedFinding(f.Finding, f.Accepted!))],
            Known = [.. told[true]],
            Gone = baseline?.Gone(rules, ids, chosen.All) ?? [],
        };
    }

    /// <summary>Refuses places that may not be written, before anything is read.</summary>
    /// <param name="overwrites">Whether what is there is replaced.</param>
    /// <param name="paths">The files for <see cref="WritePage"/>, <see cref="WriteTable"/> and <see cref="WriteSarif"/>; null for none.</param>
    /// <exception cref="JobException">Something is there already, or a place cannot be written.</exception>
    public void RequirePlaces(bool overwrites, params IEnumerable<string?> paths)
    {
        OutputFile.CheckAll(paths, overwrites, chosen.Dataset, options.SavesNothing ? [] : [DatasetState.Of(chosen.Dataset, FindingsFile.FileName, options.StatePath).FilePath], options.BaselinePath is { } baseline ? [baseline] : []);
    }

    /// <summary>Prints what was found as JSON, in one call.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="output">Where to.</param>
    public void WriteJson(CheckResult result, TextWriter output) => CheckJson.Write(result, chosen.Provenance, output);

    /// <summary>Writes the findings as a CSV table.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="path">The table.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <param name="forExcel">Whether it begins with a byte order mark, by which Excel knows UTF-8.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public static void WriteTable(CheckResult result, string path, bool overwrites = false, bool forExcel = false)
    {
        var table = CheckCsv.Write(result);
        OutputFile.Write(path, forExcel ? CsvFile.ForExcel(table) : table, overwrites);
    }

    /// <summary>Writes what was found as one HTML page that needs nothing else.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="path">The page.</param>
    /// <param name="title">What the page is of.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public void WritePage(CheckResult result, string path, string title, bool overwrites = false) =>
        OutputFile.Write(path, CheckHtml.Write(result, chosen.Provenance, title, chosen.Scope, chosen.Origin), overwrites);

    /// <summary>Writes the findings, those that are accepted as suppressed ones, as SARIF 2.1.0, with paths relative to the current folder.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public void WriteSarif(CheckResult result, string path, bool overwrites = false) =>
        OutputFile.Write(path, CheckSarif.Write(result, new ArtifactPlaces(chosen.Dataset, ".")), overwrites);

    /// <summary>The rules that have what they need; says in a sentence why others are skipped.</summary>
    private IReadOnlyList<CheckRule> Able(List<string> skipped)
    {
        var lacking = CheckNeeds.None;
        if (chosen.Metadata is null && options.Rules.Any(r => r.Needs.HasFlag(CheckNeeds.Metadata)))
        {
            lacking |= CheckNeeds.Metadata;
            skipped.Add($"rules of metadata are skipped: there is no {MetadataTable.FileName} in the dataset; --metadata FILE names one");
        }

        if (chosen.Split is null && options.Rules.Any(r => r.Needs.HasFlag(CheckNeeds.Split)))
        {
            lacking |= CheckNeeds.Split;
            skipped.Add("rules of the split are skipped: there is no split; 'covidxr split' makes one, --split FILE names one");
        }

        var isTraced = chosen.Dataset.Format is "masks" or "voc";
        if (isTraced && options.Rules.Any(r => r.IsOfDrawnOutlines))
        {
            skipped.Add($"rules of drawn outlines ({string.Join(", ", options.Rules.Where(r => r.IsOfDrawnOutlines).Select(r => r.Code))}) are skipped: in {chosen.Dataset.Format}, outlines are traced from pixels");
        }

        return [.. options.Rules.Where(r => (r.Needs & lacking) == CheckNeeds.None && !(isTraced && r.IsOfDrawnOutlines))];
    }

    /// <summary>Leaves out the rules of tags where no image has any: formats such as YOLO have no place for them.</summary>
    private static IReadOnlyList<CheckRule> WithoutTags(IReadOnlyList<CheckRule> rules, IReadOnlyList<ImageSummary> images, FindingList findings, List<string> skipped)
    {
        if (images.Count == 0 || images.Any(i => i.Facts.Tags.All.Count > 0) || !rules.Any(r => r.Group == 'T'))
        {
            return rules;
        }

        skipped.Add("rules of tags are skipped: no image has a tag");
        findings.RemoveAll(f => f.Rule.Group == 'T');
        return [.. rules.Where(r => r.Group != 'T')];
    }
}
