using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Jobs.Splits;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Cli.Commands.Split;

/// <summary><c>covidxr split</c>: parts and folds that do not leak.</summary>
internal sealed class SplitCommand : Command, IHasExamples
{
    private const string NoFields = "none";

    private readonly SelectionOptions _images;
    private readonly SplitShareOptions _shares;

    private readonly Option<int?> _folds = new("--folds") { Description = "Folds rather than train and val, over all images but those of test", HelpName = "N" };

    private readonly Option<ulong?> _seed = new("--seed") { Description = "Which of many splits that are as good (default: 0)", HelpName = "N" };

    private readonly Option<string[]> _stratify = Fields("--stratify", $"Fields and concepts whose values have the same share in each part; {NoFields} for sizes alone (default: class tags and view)");

    private readonly Option<string[]> _groupBy = Fields("--group-by", "Fields whose values keep images together, besides patients, names of persons and copies of a film");

    private readonly Option<bool> _noGroup = new("--no-group") { Description = "Do not keep patients and copies of a film together: the split leaks" };

    private readonly Option<string?> _testWhere = new("--test-where") { Description = "Hold out: every group with an image for which this holds is test, and nothing else is", HelpName = "EXPRESSION" };

    private readonly Option<string?> _foldsBy = new("--folds-by") { Description = "A fold of each value of a field; values that share a group, and small ones, are joined", HelpName = "FIELD" };

    private readonly Option<string?> _keep = new("--keep") { Description = "Images that this split places stay where they are, others join; what is not asked otherwise is as in it", HelpName = "FILE" };

    private readonly Option<string?> _import = new("--import") { Description = "Take parts from a table, from JSON (nnU-Net's splits_final.json, too), or from train.txt, val.txt and test.txt", HelpName = "FILE|DIR" };

    private readonly Option<string?> _check = new("--check") { Description = "Prove such parts, or a split.json; exit code 1 if they leak; saves nothing", HelpName = "FILE|DIR" };

    private readonly Option<bool> _replace = new("--replace") { Description = "Replace a saved split that was imported or holds out a source" };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "With --out: replace the file if it is there" };

    private readonly Option<bool> _clear = new("--clear") { Description = "Forget the saved split" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Save nothing" };

    private readonly Option<string?> _out = new("--out", "-o") { Description = "Save the split here rather than in the dataset; use it with --split FILE", HelpName = "FILE" };

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films are, if not in the dataset: copies of a film stay together", HelpName = "DIR" };

    private readonly Option<string?> _duplicates = new("--duplicates") { Description = "The file that keeps the hashes of films (default: duplicates.json in the dataset)", HelpName = "FILE" };

    private readonly Option<string?> _config = new("--config") { Description = "The file with judged pairs (default: covidxr.toml in the dataset, if it is there)", HelpName = "FILE" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the proof as JSON" };

    public SplitCommand(Func<ParseResult, Terminal> terminal)
        : base("split", "Share out images to train, val and test, or to folds: patients and copies of a film stay together, parts are like the whole. Prints the proof, and saves the split for export and --part.")
    {
        _images = new SelectionOptions(this);
        _shares = new SplitShareOptions(this);
        foreach (var option in (Option[])[_folds, _seed, _stratify, _groupBy, _noGroup, _testWhere, _foldsBy, _keep, _import, _check, _replace, _clear, _dryRun, _out, _overwrite, _imagesFrom, _duplicates, _config, _json])
        {
            Add(option);
        }

        PositiveInt.Require(_folds, SplitOptions.MostFolds);
        SeedOption.Require(_seed);
        Validators.Add(DoOneThing);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr split",
        "covidxr split --folds 5 --test 20 --stratify view,sex,icu --seed 3",
        "covidxr split --test-where 'location like Milan*'",
        "covidxr split --folds-by location",
        "covidxr split --check other/splits_final.json",
    ];

    private void DoOneThing(CommandResult result)
    {
        // Which images, and which answer, is for all of them; how a split is made is not for those that are made already.
        Option[] ready = [_import, _check, _clear];
        Option[] making = [_folds, _seed, _testWhere, _foldsBy, _keep, .. _shares.All];
        var given = ready.Where(o => IsGiven(result, o)).ToList();
        if (given.Count > 0 && making.FirstOrDefault(o => IsGiven(result, o)) is { } made)
        {
            given.Add(made);
        }

        if (given.Count > 1)
        {
            result.AddError($"{string.Join(" and ", given.Select(o => o.Name))} exclude each other.");
        }

        if (IsGiven(result, _overwrite) && !IsGiven(result, _out))
        {
            result.AddError("--overwrite goes with --out FILE; --replace is for the dataset's own split.");
        }

        if (IsGiven(result, _foldsBy) && IsGiven(result, _shares.Test))
        {
            result.AddError("--folds-by and --test exclude each other; --test-where holds out a source.");
        }

        // By its text: what could not be parsed has its error already, and asking for its value throws.
        if (result.GetResult(_folds) is { Implicit: false, Tokens: [{ Value: "1" }] })
        {
            result.AddError("--folds is 1; expected 2 or more.");
        }
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        if (result.GetValue(_clear))
        {
            using var dataset = _images.OpenDataset(result, terminal);
            var cleared = SplitJob.Clear(dataset);
            terminal.WriteNote(cleared is not null ? $"{cleared} is deleted; images are in no part any more" : "no split was saved");
            if (result.GetValue(_json))
            {
                JsonOutput.Write(terminal.Output, json => json.WriteString("cleared", cleared));
            }

            return ExitCode.Done;
        }

        using var chosen = _images.Open(result, terminal, cancellation, readsNoSplit: result.GetValue(_replace));
        var job = new SplitJob(chosen, new SplitJobOptions
        {
            Split = Read(result),
            KeepPath = result.GetValue(_keep),
            ImportPath = result.GetValue(_import),
            FilmFolders = result.GetValue(_imagesFrom) ?? [],
            DuplicatesPath = result.GetValue(_duplicates),
            ConfigPath = result.GetValue(_config),
            SplitPath = result.GetValue(_out),
            SavesNothing = result.GetValue(_dryRun),
            Replaces = result.GetValue(_replace) || result.GetValue(_overwrite),
        });
        SplitResult made;
        using (var bar = ProgressBar.Start(terminal, "reading"))
        {
            made = result.GetValue(_check) is { } path ? job.Check(path, terminal, bar, cancellation) : job.Run(terminal, bar, cancellation);
        }

        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        foreach (var failure in made.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        if (result.GetValue(_json))
        {
            SplitJsonPrinter.Write(terminal.Output, made);
        }
        else
        {
            SplitPrinter.Write(terminal.Output, made);
        }

        SplitPrinter.WriteWhatIsSaved(terminal, made);
        return made.Failures.Count == 0 && (made.Proof.Leaks.Count == 0 || !made.Split.Options.IsGrouped) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>How the split is made: as asked, and in what is not asked as the split that is kept.</summary>
    private SplitOptions Read(ParseResult result)
    {
        var basis = result.GetValue(_keep) is { } keep ? SplitJob.OptionsOf(keep) : new SplitOptions();
        string[] stratify = [.. Names(result, _stratify)];
        string[] groupBy = [.. Names(result, _groupBy)];
        var testWhere = result.GetValue(_testWhere) ?? basis.TestWhere;
        var foldsBy = result.GetValue(_foldsBy) ?? basis.FoldsBy;
        var folds = result.GetValue(_folds) ?? basis.Folds;
        return basis with
        {
            Shares = _shares.Read(result, basis.Shares, hasFolds: folds > 0 || foldsBy is not null, holdsOut: testWhere is not null),
            Folds = folds,
            Seed = result.GetValue(_seed) ?? basis.Seed,
            IsBalanced = stratify.Length == 0 ? basis.IsBalanced : stratify is not [NoFields],
            Stratify = stratify.Length == 0 ? basis.Stratify : stratify is [NoFields] ? [] : stratify,
            GroupBy = groupBy.Length == 0 ? basis.GroupBy : groupBy,
            IsGrouped = basis.IsGrouped && !result.GetValue(_noGroup),
            TestWhere = testWhere,
            FoldsBy = foldsBy,
        };
    }

    private static IEnumerable<string> Names(ParseResult result, Option<string[]> option) =>
        (result.GetValue(option) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static Option<string[]> Fields(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "FIELDS" };
        option.CompletionSources.Add(_ => FilterFields.All.Select(f => new System.CommandLine.Completions.CompletionItem(f.Name, detail: f.Description)));
        return option;
    }
}
