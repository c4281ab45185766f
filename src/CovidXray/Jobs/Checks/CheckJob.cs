using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Filters.Metadata;

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
    /// <param name="cancellation">Stops reading.</param>
    public CheckResult Run(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var skipped = new List<string>();
        var rules = Able(skipped);
        var findings = new FindingList(rules, chosen.Dataset.Location);
        var images = new ImageChecks(chosen, options with { Rules = rules }).Run(findings, failures, progress, cancellation);
        if (FilmChecks.AreNeeded(rules))
        {
            new FilmChecks(chosen, options with { Rules = rules }).Run(findings, skipped, images, notes, progress, cancellation);
        }

        var dataset = new CheckedDataset(chosen.Dataset.Location, images) { Metadata = chosen.Metadata, Classes = chosen.Dataset.Classes };
        foreach (var rule in rules.Where(r => r.OfDataset is not null && images.Count > 0))
        {
            cancellation.ThrowIfCancellationRequested();
            findings.Add(rule, rule.OfDataset!(dataset), images);
        }

        return new CheckResult(findings.InOrder(), failures)
        {
            Rules = rules,
            Images = images.Count,
            Skipped = skipped,
        };
    }

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

        return [.. options.Rules.Where(r => (r.Needs & lacking) == CheckNeeds.None)];
    }
}
