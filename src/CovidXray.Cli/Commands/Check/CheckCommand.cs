using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Config;
using CovidXray.Jobs;
using CovidXray.Jobs.Checks;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Check;

/// <summary><c>covidxr check</c>: what is wrong with the data.</summary>
internal sealed class CheckCommand : Command, IHasExamples
{
    /// <summary>A person reads no more of one kind; a program takes JSON.</summary>
    private const int UsualMost = 20;

    private readonly SelectionOptions _images;
    private readonly ReportFiles _files;

    private readonly Option<string[]> _rules = RuleChoice.Option("--rules", "Only these rules: groups (A), codes (T1) or names, comma-separated");

    private readonly Option<string[]> _skip = RuleChoice.Option("--skip", "Leave out these rules");

    private readonly Option<string[]> _explain = RuleChoice.Option("--explain", "Say what these rules find, why it matters and what to do; 'all' for all", takesAll: true);

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films are, if not in the dataset; given twice, both are looked through", HelpName = "DIR" };

    private readonly Option<bool> _notes = new("--notes") { Description = "Tell notes one by one, too, rather than their number" };

    private readonly Option<int> _most = new("--most") { Description = "Tell so many findings of each rule; 0 for all", DefaultValueFactory = _ => UsualMost, HelpName = "N" };

    private readonly Option<bool> _statistics = new("--statistics") { Description = "Print how many findings of each rule there are, and not these" };

    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON" };

    private readonly Option<bool> _github = new("--github") { Description = "Print workflow commands, of which GitHub makes annotations" };

    private readonly Option<string?> _sarif = new("--sarif") { Description = "Write the findings as SARIF 2.1.0, as code scanning takes it", HelpName = "FILE" };

    private readonly Option<string?> _csv = new("--csv") { Description = "Write the findings as a CSV table", HelpName = "FILE" };

    private readonly Option<string?> _html = new("--html") { Description = "Write one HTML page that needs nothing else: findings by rule", HelpName = "FILE" };

    private readonly Option<string?> _baseline = new("--baseline") { Description = "Findings that this file has, as an earlier run kept them, are counted and not told", HelpName = "FILE" };

    private readonly Option<string?> _config = new("--config") { Description = $"The file that says what is accepted (default: {DatasetConfig.FileName} in the dataset, if it is there)", HelpName = "FILE" };

    private readonly Option<string?> _state = new("--findings", "--out", "-o") { Description = $"The file that keeps the findings (default: {FindingsFile.FileName} in the dataset; in the user's cache if it cannot be written). With --fix: the new dataset's folder", HelpName = "PATH" };

    private readonly Option<bool> _fix = new("--fix") { Description = "Write a new Darwin folder, --out DIR, with what can be mended safely: names, points outside, a modality that the view tells" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Keep no findings" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger images and films");

    private readonly Option<int> _maxWork = MaxWork.Option();

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public CheckCommand(Func<ParseResult, Terminal> terminal)
        : base("check", "Say what is wrong with the data: annotations, tags, films, metadata, split.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_rules, _skip, _explain, _notes, _most, _statistics, _github, _baseline, _config, _imagesFrom, _fix, _state, _dryRun, _json, _maxMegapixels, _maxWork, _jobs])
        {
            Add(option);
        }

        _files = new ReportFiles(this, _csv, _html, _sarif) { WritesMore = result => result.GetValue(_fix), Kept = [_state] };
        _most.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            {
                return most;
            }

            result.AddError($"--most is {text}; expected 0 or more.");
            return 0;
        };
        PositiveInt.Require(_jobs);
        Validators.Add(RequireOneForm);
        SetAction((result, cancellation) => Task.Run(
            () => result.GetResult(_explain) is not null ? Explain(result, terminal(result))
                : result.GetValue(_fix) ? Fix(result, terminal(result), cancellation)
                : Run(result, terminal(result), cancellation),
            CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr check",
        "covidxr check --rules A,T1 --most 0",
        "covidxr check --explain A1",
        "covidxr check --html findings.html --skip F",
        "covidxr check --baseline known.json --github",
        "covidxr check --fix --out mended",
    ];

    /// <summary>Of what is printed on stdout there is one.</summary>
    private void RequireOneForm(CommandResult result)
    {
        Option<bool>[] forms = [.. new[] { _json, _github, _statistics }.Where(o => result.GetValue(o))];
        if (forms.Length > 1)
        {
            result.AddError($"{forms[0].Name} and {forms[1].Name} exclude each other.");
        }

        if (result.GetValue(_fix))
        {
            RequireFixAlone(result);
        }
        else if (result.GetValue(_dryRun) && result.GetValue(_state) is not null)
        {
            result.AddError("--dry-run keeps nothing; --findings names where to.");
        }
    }

    /// <summary>Mending tells what it mends, and nothing else.</summary>
    private void RequireFixAlone(CommandResult result)
    {
        if (result.GetValue(_state) is null)
        {
            result.AddError("--fix writes a new dataset: --out DIR names its folder.");
        }

        Option[] others = [_github, _statistics, _sarif, _csv, _html, _baseline, _dryRun];
        if (Array.Find(others, o => result.GetResult(o) is { Implicit: false }) is { } other)
        {
            result.AddError($"--fix and {other.Name} exclude each other.");
        }
    }

    private int Fix(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        var rules = Chosen(result);
        using var chosen = _images.Open(result, terminal, cancellation);
        var mended = ProgressBar.During(terminal, "images", bar => new FixJob(chosen, OptionsOf(result, rules)).Run(result.GetValue(_state)!, _files.Overwrites(result), bar, cancellation));
        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        terminal.WriteErrors(mended.Failures);
        if (result.GetValue(_json))
        {
            CheckJson.WriteMended(mended, terminal.Output);
        }
        else
        {
            new FixPrinter(terminal.Output).Write(mended);
        }

        return mended.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private int Explain(ParseResult result, Terminal terminal)
    {
        var rules = RuleChoice.Read(result, _explain);
        if (result.GetValue(_json))
        {
            CheckJson.WriteRules(rules, terminal.Output);
        }
        else
        {
            new RulePrinter(terminal.Output).Write(rules);
        }

        return ExitCode.Done;
    }

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        var rules = Chosen(result);
        using var chosen = _images.Open(result, terminal, cancellation);
        var job = new CheckJob(chosen, OptionsOf(result, rules));
        job.RequirePlaces(_files.Overwrites(result), _files.Paths(result));
        var found = ProgressBar.During(terminal, "images", bar => job.Run(terminal, bar, cancellation));
        WriteNotes(found, chosen.Dataset, terminal);
        _files.Write(
            result,
            terminal,
            table => CheckJob.WriteTable(found, table.Path, table.Overwrites, table.ForExcel),
            page => job.WritePage(found, page.Path, DatasetOptions.NameOf(chosen.Dataset), page.Overwrites));
        _files.Write(result, terminal, _sarif, "the SARIF file is", sarif => job.WriteSarif(found, sarif.Path, sarif.Overwrites));
        Print(result, terminal, chosen.Dataset, job, found);
        return found.IsBad ? ExitCode.Failed : ExitCode.Done;
    }

    private CheckOptions OptionsOf(ParseResult result, IReadOnlyList<CheckRule> rules) => new()
    {
        Rules = rules,
        FilmFolders = result.GetValue(_imagesFrom) ?? [],
        ConfigPath = result.GetValue(_config),
        BaselinePath = result.GetValue(_baseline),
        StatePath = result.GetValue(_fix) ? null : result.GetValue(_state),
        SavesNothing = result.GetValue(_dryRun),
        MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
        MaxWork = MaxWork.Steps(result, _maxWork),
        Jobs = result.GetValue(_jobs),
    };

    private static void WriteNotes(CheckResult found, Dataset dataset, Terminal terminal)
    {
        DatasetOptions.WriteNotesOfImages(dataset, terminal);
        foreach (var reason in found.Skipped)
        {
            terminal.WriteNote($"note: {reason}");
        }

        if (found.Gone.Count > 0)
        {
            terminal.WriteNote($"note: {Wording.Count(found.Gone.Count, "finding")} of the baseline {(found.Gone.Count == 1 ? "is" : "are")} no more: {Wording.Names(found.Gone, most: 3)} ('covidxr check --findings FILE' writes a new one)");
        }

        terminal.WriteErrors(found.Failures);
    }

    private void Print(ParseResult result, Terminal terminal, Dataset dataset, CheckJob job, CheckResult found)
    {
        if (result.GetValue(_json))
        {
            job.WriteJson(found, terminal.Output);
        }
        else if (result.GetValue(_github))
        {
            // A step may run in a folder of the repository; GitHub's paths begin at its root.
            var root = Environment.GetEnvironmentVariable("GITHUB_WORKSPACE") is { Length: > 0 } workspace ? workspace : ".";
            new GitHubPrinter(terminal.Output, new ArtifactPlaces(dataset, root)) { TellsNotes = result.GetValue(_notes) }.Write(found);
        }
        else
        {
            var printer = new CheckPrinter(terminal.Output) { MostOfRule = result.GetValue(_most), TellsNotes = result.GetValue(_notes) };
            if (result.GetValue(_statistics))
            {
                printer.WriteStatistics(found);
            }
            else
            {
                printer.Write(found);
            }
        }
    }

    /// <summary>The rules that are chosen, in the list's order.</summary>
    /// <exception cref="JobException">None is.</exception>
    private CheckRule[] Chosen(ParseResult result)
    {
        var only = RuleChoice.Read(result, _rules);
        var without = RuleChoice.Read(result, _skip);
        CheckRule[] chosen = [.. CheckRules.All.Where(r => (only.Count == 0 || only.Contains(r)) && !without.Contains(r))];
        return chosen.Length > 0 ? chosen : throw new JobException("--rules and --skip leave no rule") { IsUsage = true };
    }
}
