using System.CommandLine;
using CovidXray.Checks;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs;
using CovidXray.Jobs.Checks;

namespace CovidXray.Cli.Commands.Check;

/// <summary><c>covidxr check</c>: what is wrong with the data.</summary>
internal sealed class CheckCommand : Command, IHasExamples
{
    private readonly SelectionOptions _images;

    private readonly Option<string[]> _rules = Rules("--rules", "Only these rules: groups (A), codes (T1) or names, comma-separated");

    private readonly Option<string[]> _skip = Rules("--skip", "Leave out these rules");

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films are, if not in the dataset; given twice, both are looked through", HelpName = "DIR" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger images and films");

    private readonly Option<int> _maxWork = MaxWork.Option();

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public CheckCommand(Func<ParseResult, Terminal> terminal)
        : base("check", "Say what is wrong with the data: annotations, tags, films, metadata, split.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_rules, _skip, _imagesFrom, _maxMegapixels, _maxWork, _jobs])
        {
            Add(option);
        }

        PositiveInt.Require(_jobs);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr check",
        "covidxr check --rules A,T1",
        "covidxr check --skip F",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var chosen = _images.Open(result, terminal, cancellation);
        var job = new CheckJob(chosen, new CheckOptions
        {
            Rules = Chosen(result),
            FilmFolders = result.GetValue(_imagesFrom) ?? [],
            MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
            MaxWork = MaxWork.Steps(result, _maxWork),
            Jobs = result.GetValue(_jobs),
        });
        CheckResult found;
        using (var bar = ProgressBar.Start(terminal, "images"))
        {
            found = job.Run(terminal, bar, cancellation);
        }

        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        foreach (var reason in found.Skipped)
        {
            terminal.WriteNote($"note: {reason}");
        }

        foreach (var failure in found.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        new CheckPrinter(terminal.Output).Write(found);
        return found.IsBad ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>The rules that are chosen, in the list's order.</summary>
    /// <exception cref="JobException">None is.</exception>
    private CheckRule[] Chosen(ParseResult result)
    {
        var only = Read(result, _rules);
        var without = Read(result, _skip);
        CheckRule[] chosen = [.. CheckRules.All.Where(r => (only.Count == 0 || only.Contains(r)) && !without.Contains(r))];
        return chosen.Length > 0 ? chosen : throw new JobException("--rules and --skip leave no rule") { IsUsage = true };
    }

    private static HashSet<CheckRule> Read(ParseResult result, Option<string[]> option)
    {
        var rules = new HashSet<CheckRule>();
        foreach (var text in (result.GetValue(option) ?? []).SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            rules.UnionWith(CheckRules.Named(text) is { Count: > 0 } named ? named
                : throw new JobException($"{option.Name}: there is no rule '{text}'; expected groups ({string.Join(", ", CheckGroups.All.Select(g => g.Letter))}), codes such as A1, or names such as point-outside") { IsUsage = true });
        }

        return rules;
    }

    private static Option<string[]> Rules(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "RULES" };
        option.CompletionSources.Add(_ =>
        [
            .. CheckGroups.All.Select(g => new System.CommandLine.Completions.CompletionItem(g.Letter.ToString(), detail: $"rules of {g.Name}")),
            .. CheckRules.All.Select(r => new System.CommandLine.Completions.CompletionItem(r.Code, detail: r.What)),
        ]);
        return option;
    }
}
