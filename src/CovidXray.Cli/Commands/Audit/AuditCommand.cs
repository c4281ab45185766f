using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Jobs.Audit;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Audit;

/// <summary><c>covidxr audit</c>: what a model could learn instead of the disease.</summary>
internal sealed class AuditCommand : Command, IHasExamples
{
    private readonly SelectionOptions _images;
    private readonly ReportFiles _files;

    private readonly Option<string?> _label = new("--label") { Description = "What a model is to predict: a field, a concept, a category, a tag, or an expression such as 'age >= 60'", HelpName = "LABEL" };

    private readonly Option<string[]> _compare = new("--compare") { Description = "Two sets of images that are to be told apart, instead: parts, expressions, selections, or datasets", HelpName = "A B", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };

    private readonly Option<string?> _fields = new("--fields") { Description = "Try these fields only, comma-separated, and correct for fewer", HelpName = "NAMES" };

    private readonly Option<string?> _scores = new("--scores") { Description = "A model's scores, CSV with columns id and score: its AUC in subgroups, and among images that a field cannot tell apart", HelpName = "FILE" };

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films are, if not in the dataset; given twice, both are looked through", HelpName = "DIR" };

    private readonly Option<bool> _noFilms = new("--no-films") { Description = "Look at no films, which takes most of the time" };

    private readonly Option<int> _folds = Number("--folds", "In how many folds patients are shared out", 5, least: 2, most: AuditOptions.MostFolds);

    private readonly Option<int> _permutations = Number("--permutations", "How many times labels are shared out by chance, for p-values", 4999, least: AuditOptions.LeastPermutations, most: AuditOptions.MostPermutations);

    private readonly Option<ulong> _seed = new("--seed") { Description = "Other folds and draws; the same seed gives the same figures", DefaultValueFactory = _ => 0, HelpName = "N" };

    private readonly Option<int> _top = Number("--top", "How many fields are shown that tell no more than chance", 10, least: 0, most: int.MaxValue);

    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON" };

    private readonly Option<string?> _csv = new("--csv") { Description = "Write the fields as a CSV table", HelpName = "FILE" };

    private readonly Option<string?> _html = new("--html") { Description = "Write one HTML page that needs nothing else: figures, small charts, films from both ends", HelpName = "FILE" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger films");

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public AuditCommand(Func<ParseResult, Terminal> terminal)
        : base("audit", "Say how well everything but the lungs predicts a label: what a model could cheat with.")
    {
        _images = new SelectionOptions(this);
        foreach (var option in (Option[])[_label, _compare, _scores, _fields, _imagesFrom, _noFilms, _folds, _permutations, _seed, _top, _json, _maxMegapixels, _jobs])
        {
            Add(option);
        }

        _label.CompletionSources.Add(_ => FilterFields.All.Where(f => f.Kind != FieldKind.Number).Select(f => new CompletionItem(f.Name, detail: f.Description)).Concat(Concepts.All.Select(c => new CompletionItem(c.Name, detail: c.Description))).DistinctBy(c => c.Label, StringComparer.Ordinal));
        _files = new ReportFiles(this, _csv, _html);
        PositiveInt.Require(_jobs);
        SeedOption.Require(_seed);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr audit --label source --metadata metadata.csv",
        "covidxr audit --label icu --html audit.html",
        "covidxr audit --compare train test",
        "covidxr audit --label 'age >= 60' --scores scores.csv --json",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var chosen = _images.Open(result, terminal, cancellation);
        var job = new AuditJob(chosen, new AuditOptions
        {
            Label = result.GetValue(_label),
            Compare = result.GetValue(_compare) is [var a, var b] ? (a, b) : null,
            ScoresPath = result.GetValue(_scores),
            Fields = result.GetValue(_fields)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Seed = result.GetValue(_seed),
            Folds = result.GetValue(_folds),
            Permutations = result.GetValue(_permutations),
            FilmFolders = result.GetValue(_imagesFrom) ?? [],
            ReadsFilms = !result.GetValue(_noFilms),
            MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
            Jobs = result.GetValue(_jobs),
        });
        job.RequirePlaces(_files.Overwrites(result), _files.Paths(result));
        var report = ProgressBar.During(terminal, "images", bar => job.Run(terminal, bar, cancellation));
        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        terminal.WriteErrors(report.Failures);
        _files.Write(
            result,
            terminal,
            table => AuditJob.WriteTable(report, table.Path, table.Overwrites, table.ForExcel),
            page => AuditJob.WritePage(report, page.Path, page.Overwrites));
        if (result.GetValue(_json))
        {
            AuditJson.Write(report, terminal.Output);
        }
        else
        {
            new AuditPrinter(terminal.Output, result.GetValue(_top)).Write(report);
        }

        return report.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual, HelpName = "N" };
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} is {text}; expected a whole number from {least} to {most:N0}.");
            return usual;
        };
        return option;
    }
}
