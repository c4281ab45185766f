using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Jobs;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Filter;

/// <summary><c>covidxr filter</c>: choose images, and keep the choice for the next commands.</summary>
internal sealed class FilterCommand : Command, IHasExamples
{
    private readonly DatasetOptions _dataset;
    private readonly RuleOptions _rules;

    private readonly Option<bool> _list = new("--list") { Description = "Print the ids of the images that are left, one a line, and nothing else" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the whole answer as JSON" };

    private readonly Option<string?> _explain = new("--explain") { Description = "Say why an image (an id, or a file name) stays or goes; saves nothing", HelpName = "ID" };

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

        Validators.Add(OneAnswer);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr filter --min-size 512 --exclude lateral,ct",
        "covidxr filter --include covid --where 'age >= 60 and view in (PA, AP) and not ignore'",
        "covidxr filter --exclude \"location:Milan*\" --list --dry-run > ids.txt",
        "Quote expressions and * for the shell: single quotes in bash, zsh, fish and pwsh, double quotes in cmd.",
    ];

    /// <summary>There is one answer on stdout: a list of ids is no JSON, and to forget is not to choose.</summary>
    private void OneAnswer(CommandResult result)
    {
        Option[] answers = [_list, _names, _explain, _clear];
        var given = answers.Where(o => result.GetResult(o) is { Implicit: false }).Select(o => o.Name).ToList();
        if (given is ["--list"] && result.GetValue(_json))
        {
            given.Add("--json");
        }

        if (result.GetValue(_clear))
        {
            // It would do none of what else is asked for: which dataset it is about is all that it takes.
            given = ["--clear", .. Options.Where(o => o != _clear && !_dataset.Contains(o) && result.GetResult(o) is { Implicit: false }).Select(o => o.Name)];
        }

        if (given.Count > 1)
        {
            result.AddError($"{string.Join(" and ", given)} exclude each other.");
        }
    }

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var dataset = _dataset.Open(result, terminal);
        if (result.GetValue(_clear))
        {
            return Clear(dataset, terminal);
        }

        // A rule that cannot be understood, and a place that cannot be saved to, are better known before everything is read.
        var rules = _rules.Read(result);
        var metadata = _rules.ReadMetadata(result, dataset, terminal);
        var failures = new List<DatasetException>(dataset.Problems);
        var facts = EntryReader.Read(dataset.Entries, metadata, failures, cancellation);
        if (result.GetValue(_names))
        {
            WriteNames(result, terminal, facts);
        }
        else if (result.GetValue(_explain) is { } image)
        {
            Explain(result, terminal, dataset, rules, facts, image);
        }
        else
        {
            // Without a rule there is nothing to choose: the saved selection, if there is one, stays as it is.
            var savesTo = rules is null && result.GetValue(_out) is null ? null : SavePath(result, dataset);
            var filter = new ImageFilter(rules ?? new FilterOptions());
            var outcome = filter.Apply(facts);
            RuleOptions.WriteNotes(outcome, metadata, terminal);
            var unread = failures.Count - dataset.Problems.Count;
            var isSaved = savesTo is not null && unread == 0;
            if (isSaved)
            {
                Selection.Create(filter.Options, outcome.Kept, dataset).Save(savesTo!);
            }

            Write(result, terminal, outcome, isSaved ? savesTo : null, failures);
            if (savesTo is not null && !isSaved)
            {
                // Later commands would work on fewer images than were meant, and end well.
                terminal.WriteError($"nothing is saved, as {Wording.Count(unread, "file")} could not be read and the selection would leave {(unread == 1 ? "it" : "them")} out for good (mend or remove {(unread == 1 ? "it" : "them")}, then filter again)");
            }
            else
            {
                WriteWhatIsSaved(terminal, dataset, rules is not null || savesTo is not null, savesTo);
            }
        }

        foreach (var failure in failures)
        {
            terminal.WriteError(failure.Message);
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private void WriteNames(ParseResult result, Terminal terminal, IEnumerable<ImageFacts> facts)
    {
        var census = new NameCounts();
        foreach (var image in facts)
        {
            census.Add(image);
        }

        if (result.GetValue(_json))
        {
            FilterJsonPrinter.WriteNames(terminal.Output, census);
        }
        else
        {
            FilterPrinter.WriteNames(terminal.Output, census);
        }
    }

    /// <summary>By the rules as typed, else by those of the saved selection.</summary>
    private void Explain(ParseResult result, Terminal terminal, Dataset dataset, FilterOptions? typed, IEnumerable<ImageFacts> facts, string image)
    {
        var saved = Selection.PathIn(dataset);
        var rules = typed ?? (File.Exists(saved) ? Selection.Load(saved).Rules : new FilterOptions());
        if (typed is null)
        {
            terminal.WriteNote(File.Exists(saved) ? $"by the rules of {saved}" : "no rule is given and none is saved: every image stays");
        }

        ImageFacts? found = null;
        var names = new List<string>();
        var filter = new ImageFilter(rules);
        _ = filter.Apply(facts.Select(f =>
        {
            names.Add(f.Id);
            found = f.Id == image || (found is null && string.Equals(f.Name, image, StringComparison.OrdinalIgnoreCase)) ? f : found;
            return f;
        }));
        if (found is null)
        {
            throw new JobException($"--explain: there is no image '{image}' among the {names.Count:N0} of {dataset.Location}; expected an id such as {names.FirstOrDefault("1676192")}, or the name under which it was uploaded") { IsUsage = true };
        }

        if (result.GetValue(_json))
        {
            FilterJsonPrinter.WriteVerdicts(terminal.Output, found, filter.Explain(found));
        }
        else
        {
            FilterPrinter.WriteVerdicts(terminal.Output, found, filter.Explain(found));
        }
    }

    private void Write(ParseResult result, Terminal terminal, FilterResult outcome, string? savedTo, IReadOnlyList<DatasetException> failures)
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
            FilterJsonPrinter.WriteResult(terminal.Output, outcome, savedTo, failures);
        }
        else
        {
            FilterPrinter.WriteText(terminal.Output, outcome);
        }
    }

    private static void WriteWhatIsSaved(Terminal terminal, Dataset dataset, bool hasRules, string? savedTo)
    {
        if (savedTo is not null)
        {
            terminal.WriteNote($"saved to {savedTo}");
            return;
        }

        var saved = Selection.PathIn(dataset);
        if (!hasRules && File.Exists(saved))
        {
            terminal.WriteNote($"no rule is given; {saved} keeps {Wording.Count(Selection.Load(saved).Ids.Count, "image")} (--clear forgets it)");
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
            ? Selection.PathIn(dataset)
            : throw new JobException($"{dataset.Location}: a selection cannot be saved in a file; save it with --out FILE and use it with --selection FILE, or try --dry-run");
    }

    private static int Clear(Dataset dataset, Terminal terminal)
    {
        var saved = Selection.PathIn(dataset);
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
