using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Filters.Selections;
using CovidXray.Jobs;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Options;

/// <summary>Which images of the dataset a command works on: the saved selection, and rules of its own on top.</summary>
internal sealed class SelectionOptions
{
    private readonly DatasetOptions _dataset;
    private readonly RuleOptions _rules;

    private readonly Option<string?> _selection = new("--selection") { Description = "Use this saved selection rather than the dataset's own", HelpName = "FILE" };

    private readonly Option<bool> _all = new("--all") { Description = "Use every image, whatever selection is saved" };

    public SelectionOptions(Command command)
    {
        _dataset = new DatasetOptions(command);
        _rules = new RuleOptions(command);
        command.Add(_selection);
        command.Add(_all);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_all) && result.GetValue(_selection) is not null)
            {
                result.AddError("--all and --selection exclude each other.");
            }
        });
    }

    /// <summary>Opens the dataset and chooses. Says on stderr what was chosen.</summary>
    /// <exception cref="DatasetException">The dataset or the selection is bad.</exception>
    /// <exception cref="FilterException">A rule cannot be understood.</exception>
    public ChosenImages Open(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        var dataset = _dataset.Open(result, terminal);
        try
        {
            terminal.WriteDetail($"dataset: {dataset.Location}, {dataset.Format}, {Wording.Count(dataset.Entries.Count, "image")}");
            var metadata = _rules.ReadMetadata(result, dataset, terminal);
            var filters = new List<FilterOptions>();
            var chosen = ApplySaved(result, dataset, terminal, filters);
            chosen = ApplyRules(result, chosen, metadata, terminal, filters, cancellation);
            return new ChosenImages(chosen, dataset.Entries, metadata, Scope(filters, chosen.Entries.Count, dataset.Entries.Count));
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    private Dataset ApplySaved(ParseResult result, Dataset dataset, Terminal terminal, List<FilterOptions> filters)
    {
        var named = result.GetValue(_selection);
        var path = named ?? Selection.PathIn(dataset);
        if (named is null && (result.GetValue(_all) || !File.Exists(path)))
        {
            return dataset;
        }

        var selection = Selection.Load(path);
        var selected = selection.ApplyTo(dataset);
        filters.Add(selection.Rules);
        var chosen = $"{selected.Dataset.Entries.Count:N0} of {Wording.Count(selected.Total, "image")}";
        terminal.WriteNote(named is null ? $"using the saved selection: {chosen} (--all for every image, filter --clear to forget it)" : $"using the selection {named}: {chosen}");
        if (selected.Note is { } note)
        {
            terminal.WriteNote($"note: {note}");
        }

        return selected.Dataset;
    }

    private Dataset ApplyRules(ParseResult result, Dataset dataset, MetadataTable? metadata, Terminal terminal, List<FilterOptions> filters, CancellationToken cancellation)
    {
        if (_rules.Read(result) is not { } rules)
        {
            return dataset;
        }

        // A file that cannot be read passes no rule, but the work must not end as if it were not there: it stays, and fails again.
        var failures = new List<DatasetException>();
        var outcome = new ImageFilter(rules).Apply(EntryReader.Read(dataset.Entries, metadata, failures, cancellation));
        filters.Add(rules);
        RuleOptions.WriteNotes(outcome, metadata, terminal);
        terminal.WriteNote($"filtered: {outcome.Kept.Count:N0} of {Wording.Count(dataset.Entries.Count, "image")}");
        var kept = outcome.Kept.ToHashSet(StringComparer.Ordinal);
        var failed = failures.Select(f => f.File).ToHashSet(StringComparer.Ordinal);
        return dataset.With([.. dataset.Entries.Where(e => kept.Contains(e.Id) || failed.Contains(e.Source))]);
    }

    private static string Scope(List<FilterOptions> filters, int chosen, int total)
    {
        var rules = filters.SelectMany(f => new ImageFilter(f).AllRules).Select(r => r.ToString()).ToList();
        return rules.Count == 0 ? "all " + Wording.Count(total, "image") : $"{chosen:N0} of {Wording.Count(total, "image")}: {string.Join("; ", rules)}";
    }
}
