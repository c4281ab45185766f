using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Filters;
using CovidXray.Cli.Commands.Images;
using CovidXray.Filters;

namespace CovidXray.Cli.Commands;

/// <summary><c>covidxr filter</c>: choose images, and keep the choice for the next commands.</summary>
internal sealed class FilterCommand : Command, IHasExamples
{
    private readonly DatasetOptions _dataset;
    private readonly RuleOptions _rules;

    private readonly Option<bool> _list = new("--list") { Description = "Print the ids of the images that are left, one a line, and nothing else" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the whole answer as JSON" };

    private readonly Option<string?> _explain = new("--explain") { Description = "Say why an image stays or goes; saves nothing", HelpName = "ID" };

    private readonly Option<bool> _names = new("--names") { Description = "List the concepts, fields and tags that rules may name, with counts; saves nothing" };

    private readonly Option<bool> _clear = new("--clear") { Description = "Forget the saved selection" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Save nothing" };

    private readonly Option<string?> _out = new("--out", "-o") { Description = "Save the selection here rather than in the dataset; use it with --selection FILE", HelpName = "FILE" };

    public FilterCommand(Func<ParseResult, Terminal> terminal)
        : base("filter", "Choose images by size, names and expressions. Says what each rule dropped, and saves the choice for masks, stats and export.")
    {
        _dataset = new DatasetOptions(this);
        _rules = new RuleOptions(this);
        foreach (var option in (Option[])[_list, _json, _explain, _names, _clear, _dryRun, _out])
        {
            Add(option);
        }

        SetAction((result, cancellation) => Task.FromResult(Run(result, terminal(result), cancellation)));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr filter --min-size 512 --exclude lateral,ct",
        "covidxr filter --include covid --where 'age >= 60 and view in (PA, AP) and not ignore'",
        "covidxr filter --exclude \"location:Milan*\" --list --dry-run > ids.txt",
        "Quote expressions and * for the shell: single quotes in bash, zsh, fish and pwsh, double quotes in cmd.",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var dataset = _dataset.Open(result);
        if (result.GetValue(_clear))
        {
            return Clear(dataset, terminal);
        }

        var failures = new List<DatasetException>(dataset.Problems);
        var metadata = _rules.ReadMetadata(result, dataset, terminal);
        var facts = FactsReader.Read(dataset.Entries, metadata, failures, cancellation);
        foreach (var failure in failures)
        {
            terminal.WriteError(failure.Message);
        }

        var exitCode = failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        if (result.GetValue(_names))
        {
            var census = new NameCensus();
            foreach (var image in facts)
            {
                census.Add(image);
            }

            FilterReport.WriteNames(terminal.Output, census);
            return exitCode;
        }

        var rules = _rules.Read(result);
        var filter = new ImageFilter(rules ?? new FilterOptions());
        var outcome = filter.Apply(facts);
        if (result.GetValue(_explain) is { } id)
        {
            var image = facts.FirstOrDefault(f => f.Id == id)
                ?? throw new CommandException($"there is no image '{id}' in {dataset.Location}");
            FilterReport.WriteVerdicts(terminal.Output, image, filter.Explain(image));
            return exitCode;
        }

        foreach (var note in outcome.Notes)
        {
            terminal.WriteNote($"note: {note}");
        }

        // Without a rule there is nothing to choose: the saved selection, if there is one, stays as it is.
        var savesTo = rules is null && result.GetValue(_out) is null ? null : SavePath(result, dataset);
        if (savesTo is not null)
        {
            Selection.Create(filter.Options, outcome.Kept, dataset).Save(savesTo);
        }

        Write(result, terminal, outcome, savesTo);
        WriteWhatIsSaved(terminal, dataset, rules is not null || savesTo is not null, savesTo);
        return exitCode;
    }

    private void Write(ParseResult result, Terminal terminal, FilterResult outcome, string? savedTo)
    {
        if (result.GetValue(_list))
        {
            foreach (var id in outcome.Kept)
            {
                terminal.Output.WriteLine(id);
            }
        }
        else if (result.GetValue(_json))
        {
            FilterReport.WriteJson(terminal.Output, outcome, savedTo);
        }
        else
        {
            FilterReport.WriteText(terminal.Output, outcome);
        }
    }

    private static void WriteWhatIsSaved(Terminal terminal, Dataset dataset, bool hasRules, string? savedTo)
    {
        if (savedTo is not null)
        {
            terminal.WriteNote($"saved to {savedTo}");
            return;
        }

        var saved = Path.Combine(dataset.Location, Selection.FileName);
        if (!hasRules && File.Exists(saved))
        {
            terminal.WriteNote($"no rule is given; {saved} keeps {Selection.Load(saved).Ids.Count} images (--clear forgets it)");
        }
        else
        {
            terminal.WriteNote("nothing is saved");
        }
    }

    /// <summary>Where the selection goes; null for nowhere.</summary>
    private string? SavePath(ParseResult result, Dataset dataset)
    {
        if (result.GetValue(_dryRun))
        {
            return null;
        }

        if (result.GetValue(_out) is { } path)
        {
            return path;
        }

        return Directory.Exists(dataset.Location)
            ? Path.Combine(dataset.Location, Selection.FileName)
            : throw new CommandException($"{dataset.Location}: a selection cannot be saved in a file; save it with --out FILE and use it with --selection FILE, or try --dry-run");
    }

    private static int Clear(Dataset dataset, Terminal terminal)
    {
        var saved = Path.Combine(dataset.Location, Selection.FileName);
        if (File.Exists(saved))
        {
            File.Delete(saved);
            terminal.WriteNote($"{saved} is deleted; commands use every image again");
        }
        else
        {
            terminal.WriteNote("no selection was saved");
        }

        return ExitCode.Done;
    }
}
