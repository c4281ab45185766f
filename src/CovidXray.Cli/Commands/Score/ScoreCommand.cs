using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Formats.Masks;
using CovidXray.Jobs;
using CovidXray.Jobs.Masks;
using CovidXray.Jobs.Score;
using CovidXray.Reports;
using CovidXray.Scores;

namespace CovidXray.Cli.Commands.Score;

/// <summary><c>covidxr score</c>: predicted masks against the true ones.</summary>
internal sealed class ScoreCommand : Command, IHasExamples
{
    private readonly Argument<string[]> _predictions = new("PREDICTIONS")
    {
        Description = "Masks as PNG, .npy or .npz, by id or film name, in a folder or zip; COCO results; YOLO labels; a dataset in any format that is read. A second one is compared with the first",
        Arity = new ArgumentArity(1, 2),
    };

    private readonly SelectionOptions _images;
    private readonly PredictionOptions _reading;
    private readonly ReportFiles _files;

    private readonly Option<string> _classes = new("--classes") { Description = "The categories to score, comma-separated; '*' for all that the dataset has", DefaultValueFactory = _ => Category.Lung, HelpName = "NAMES" };

    private readonly Option<string> _order = new("--order") { Description = "What wins where annotations overlap: ignore-last, v7 or ignore-first, as in 'covidxr masks'", DefaultValueFactory = _ => PaintOrders.Names[0], HelpName = "ORDER" };

    private readonly Option<string> _ignored = new("--ignored") { Description = "Pixels of Ignore: exclude (out of both masks) or count (as background)", DefaultValueFactory = _ => "exclude", HelpName = "HOW" };

    private readonly Option<PixelLength> _tolerance = Length("--tolerance", "How far apart boundaries are the same for the surface Dice: pixels, or percent of the diagonal", PixelLength.Pixels(2), takesZero: true);

    private readonly Option<PixelLength> _boundary = Length("--boundary", "How wide the band of the boundary IoU is: pixels, or percent of the diagonal", PixelLength.OfDiagonal(0.02));

    private readonly Option<bool> _relative = new("--relative") { Description = "Distances in percent of each film's diagonal, rather than in pixels" };

    private readonly Option<int?> _largest = new("--largest") { Description = "Score the N largest predicted pieces once more, beside all", HelpName = "N" };

    private readonly Option<string> _empty = new("--empty") { Description = "Where both masks are empty: none (no value) or one (perfect)", DefaultValueFactory = _ => "none", HelpName = "HOW" };

    private readonly Option<bool> _pooled = new("--pooled") { Description = "The figures over all pixels together, too" };

    private readonly Option<string> _missing = new("--missing") { Description = "Films without a prediction: zero (an empty mask, and an error) or skip", DefaultValueFactory = _ => "zero", HelpName = "HOW" };

    private readonly Option<string[]> _by = new("--by") { Description = "Figures for each value of these fields: view,part", HelpName = "FIELDS" };

    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON, film by film" };

    private readonly Option<string?> _csv = new("--csv") { Description = "Write a CSV table: a row a film, category and side", HelpName = "FILE" };

    private readonly Option<string?> _html = new("--html") { Description = "Write one HTML page that needs nothing else: distributions, and the worst films", HelpName = "FILE" };

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films for --html are, if not in the dataset", HelpName = "DIR" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger films and predictions");

    private readonly Option<int> _maxWork = MaxWork.Option();

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    public ScoreCommand(Func<ParseResult, Terminal> terminal)
        : base("score", "Measure predicted masks against the true ones: Dice, IoU, distances, film by film and over patients.")
    {
        Add(_predictions);
        _images = new SelectionOptions(this);
        _reading = new PredictionOptions(this);
        foreach (var option in (Option[])[_classes, _order, _ignored, _tolerance, _boundary, _relative, _largest, _empty, _pooled, _missing, _by, _json, _imagesFrom, _maxMegapixels, _maxWork, _jobs])
        {
            Add(option);
        }

        _files = new ReportFiles(this, _csv, _html);
        _order.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, PaintOrders.Names);
        _ignored.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "exclude", "count");
        _empty.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "none", "one");
        _missing.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "zero", "skip");
        _by.CompletionSources.Add(_ => FilterFields.All.Select(f => new System.CommandLine.Completions.CompletionItem(f.Name, detail: f.Description)));
        PositiveInt.Require(_jobs);
        PositiveInt.Require(_largest, int.MaxValue);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr score ./predictions",
        "covidxr score ./predictions --part test --csv scores.csv --html scores.html",
        "covidxr score ./baseline ./new --by view",
        "covidxr score results.json --threshold 0.5 --json | jq .predictions[0].summaries",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        var by = (result.GetValue(_by) ?? []).SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(name => FilterFields.Get("by", name)).Distinct().ToList();
        using var chosen = _images.Open(result, terminal, cancellation);
        var job = new ScoreJob(chosen, OptionsOf(result, chosen, by, cancellation));
        job.RequirePlaces(_files.Overwrites(result), _files.Paths(result));
        var report = ProgressBar.During(terminal, "films", bar => job.Run(terminal, bar, cancellation));
        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        ScoreNotes.Write(report, terminal);
        var isAnyScored = report.Predictions.Any(p => p.Rows.Count > 0);
        if (isAnyScored)
        {
            _files.Write(
                result,
                terminal,
                table => ScoreJob.WriteTable(report, table.Path, table.Overwrites, table.ForExcel),
                page => ScoreJob.WritePage(report, page.Path, page.Overwrites));
        }

        if (result.GetValue(_json))
        {
            ScoreJson.Write(report, terminal.Output);
        }
        else if (isAnyScored)
        {
            new ScorePrinter(terminal.Output).Write(report);
        }

        return report.IsWhole ? ExitCode.Done : ExitCode.Failed;
    }

    private ScoreOptions OptionsOf(ParseResult result, ChosenImages chosen, IReadOnlyList<FilterField> by, CancellationToken cancellation) => _reading.Fill(result, new ScoreOptions
    {
        Predictions = result.GetRequiredValue(_predictions),
        Categories = [.. ClassesText.Parse(result.GetRequiredValue(_classes), MaskStyle.All[0], chosen.Dataset, result.GetValue(_jobs), cancellation).Where(c => c != Category.Ignore || !ClassesText.IsAll(result.GetRequiredValue(_classes)))],
        Order = PaintOrders.Parse(result.GetRequiredValue(_order)),
        CountsIgnored = Is(result, _ignored, "count"),
        Tolerance = result.GetValue(_tolerance),
        Band = result.GetValue(_boundary),
        Largest = result.GetValue(_largest),
        SkipsMissing = Is(result, _missing, "skip"),
        Summary = new ScoreSummaryOptions { CountsBothEmpty = Is(result, _empty, "one"), IsRelative = result.GetValue(_relative) },
        IsPooled = result.GetValue(_pooled),
        By = by,
        HasPictures = _files.Html(result) is not null,
        FilmFolders = result.GetValue(_imagesFrom) ?? [],
        MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
        MaxWork = MaxWork.Steps(result, _maxWork),
        Jobs = result.GetValue(_jobs),
    });

    private static bool Is(ParseResult result, Option<string> option, string value) => string.Equals(result.GetValue(option), value, StringComparison.OrdinalIgnoreCase);

    private static Option<PixelLength> Length(string name, string description, PixelLength usual, bool takesZero = false) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
        HelpName = "LENGTH",
        CustomParser = argument =>
        {
            if (PixelLength.TryParse(argument.Tokens[0].Value, out var length) && length.IsOnFilms && (takesZero || length.Value > 0))
            {
                return length;
            }

            argument.AddError($"{name} is '{argument.Tokens[0].Value}'; expected pixels such as 2, or a share of the diagonal such as 0.2%, {(takesZero ? "0 or more" : "more than 0")} and up to {PixelLength.MostPixels:N0} or 100%.");
            return default;
        },
    };
}
