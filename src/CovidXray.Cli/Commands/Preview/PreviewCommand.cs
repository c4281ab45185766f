using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Jobs.Previews;
using CovidXray.Previews;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Preview;

/// <summary><c>covidxr preview</c>: films with what their masks hold.</summary>
internal sealed class PreviewCommand : Command, IHasExamples
{
    private const int MostOnOneSide = 1000;

    private readonly SelectionOptions _images;

    private readonly Argument<string[]> _ids = new("ID")
    {
        Description = "Images to show, by id or the name under which they were uploaded, whatever selection is saved (default: the chosen images)",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "A .png or .jpg for one image or for sheets (several are numbered: NAME-001.png); any other name is a folder, with a picture an image, named by id",
        HelpName = "FILE|DIR",
        Required = true,
    };

    private readonly Option<string> _style = new("--style")
    {
        Description = string.Join("\n", ["How masks are shown:", .. PreviewStyles.All.Select(s => $"{s.Name}: {s.Description}"), "Lung is blue (#0072B2), Ignore vermilion (#D55E00) and hatched"]),
        DefaultValueFactory = _ => PreviewStyles.All[0].Name,
        HelpName = "STYLE",
    };

    private readonly Option<(int Width, int Height)?> _size = SizeOption.Create("--size", $"Fit films into this size, keeping their shape (default: each film's own size; on sheets {PreviewOptions.SheetSide})");

    private readonly Option<(int Columns, int Rows)?> _sheet = new("--sheet")
    {
        Description = "Contact sheets of so many columns and rows, ids below the films; sheet-001.png and so on in a folder",
        HelpName = "CxR",
    };

    private readonly Option<string?> _with = new("--with")
    {
        Description = "Compare with predicted masks: a dataset in any format, or a folder of mask PNGs (0 and 1, or 0 and 255), found by id, then by file name. Green (#009E73) is right, orange (#E69F00) missed, pink (#CC79A7) predicted wrongly; Ignore is not compared",
        HelpName = "PATH",
    };

    private readonly Option<string> _format = new("--format")
    {
        Description = "What pictures in a folder are",
        DefaultValueFactory = _ => "png",
        HelpName = "png|jpg",
    };

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Where the films are, if not in the dataset; given twice, both are looked through", HelpName = "DIR" };

    private readonly Option<bool> _acceptResized = new("--accept-resized") { Description = "Scale annotations to a film of another size, rather than refuse the film" };

    private readonly Option<string> _order = new("--order")
    {
        Description = "What wins where annotations overlap: ignore-last, v7 or ignore-first, as in 'covidxr masks'",
        DefaultValueFactory = _ => PaintOrders.Names[0],
        HelpName = "ORDER",
    };

    private readonly Option<string> _classes = new("--classes")
    {
        Description = "The categories to paint, comma-separated; '*' for all that the dataset has",
        DefaultValueFactory = _ => ClassesText.Default,
        HelpName = "NAMES",
    };

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace pictures that are there already" };

    private readonly Option<bool> _skipExisting = new("--skip-existing") { Description = "Leave pictures that are there already" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger films and pictures");

    private readonly Option<int> _maxWork = MaxWork.Option();

    public PreviewCommand(Func<ParseResult, Terminal> terminal)
        : base("preview", "Show films with what their masks hold: one picture an image, or many on contact sheets.")
    {
        Add(_ids);
        _images = new SelectionOptions(this);
        _style.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. PreviewStyles.All.Select(s => s.Name)]);
        _order.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, PaintOrders.Names);
        _format.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "png", "jpg");
        _sheet.CustomParser = ParseSheet;
        foreach (var option in (Option[])[_out, _style, _size, _sheet, _with, _format, _imagesFrom, _acceptResized, _order, _classes, _jobs, _overwrite, _skipExisting, _json, _maxMegapixels, _maxWork])
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetValue(_overwrite) && result.GetValue(_skipExisting))
            {
                result.AddError("--overwrite and --skip-existing exclude each other.");
            }

            if (result.GetResult(_format) is { Implicit: false } && Path.GetExtension(result.GetValue(_out) ?? "").ToLowerInvariant() is ".png" or ".jpg" or ".jpeg")
            {
                result.AddError("--format is for pictures in a folder; a file's name says what it is.");
            }
        });
        PositiveInt.Require(_jobs);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr preview 1676192 --out 1676192.png",
        "covidxr preview --sheet 6x4 --out sheets",
        "covidxr preview --part val --with ./predictions --size 512 --out ./seen",
        "covidxr preview 1676192 1676206 --style side-by-side --sheet 1x2 --size 600 --out two.jpg",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        var ids = result.GetValue(_ids) ?? [];
        using var chosen = _images.Open(result, terminal, cancellation, takesAll: ids.Length > 0);
        var output = result.GetRequiredValue(_out);
        var jobs = result.GetValue(_jobs);
        var options = new PreviewOptions
        {
            Images = ids,
            Style = PreviewStyles.Parse(result.GetRequiredValue(_style)),
            Size = result.GetValue(_size),
            Sheet = result.GetValue(_sheet),
            Format = string.Equals(result.GetValue(_format), "jpg", StringComparison.OrdinalIgnoreCase) ? PictureFormat.Jpeg : PictureFormat.Png,
            PredictionsPath = result.GetValue(_with),
            Categories = ClassesText.Parse(result.GetRequiredValue(_classes), MaskStyle.All[0], chosen.Dataset, jobs, cancellation),
            Order = PaintOrders.Parse(result.GetRequiredValue(_order)),
            FilmFolders = result.GetValue(_imagesFrom) ?? [],
            AcceptsResized = result.GetValue(_acceptResized),
            Existing = result.GetValue(_overwrite) ? ExistingFiles.AreOverwritten
                : result.GetValue(_skipExisting) ? ExistingFiles.AreSkipped
                : ExistingFiles.AreErrors,
            Jobs = jobs,
            MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
            MaxWork = MaxWork.Steps(result, _maxWork),
        };
        PreviewResult shown;
        using (var bar = ProgressBar.Start(terminal, "images"))
        {
            shown = PreviewJob.Run(chosen, output, options, terminal, bar, cancellation);
        }

        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        foreach (var failure in shown.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        if (shown.IsInterrupted)
        {
            var wayOn = options.Existing == ExistingFiles.AreOverwritten ? "run it again to replace the rest" : "--skip-existing goes on from here";
            var message = $"interrupted: {Wording.Count(shown.Files.Count, "file", "is", "are")} written, each of them whole ({wayOn})";
            throw new InterruptedException(message, (answer, ended) => PreviewPrinter.WriteJson(answer, shown, options, output, ended));
        }

        if (result.GetValue(_json))
        {
            PreviewPrinter.WriteJson(terminal.Output, shown, options, output);
        }
        else if (shown.Images > 0 || shown.Failures.Count == 0)
        {
            PreviewPrinter.WriteText(terminal, shown, options, output);
        }

        PreviewPrinter.WriteNotes(terminal, shown, options);
        return shown.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static (int Columns, int Rows)? ParseSheet(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (text.Split('x', 'X') is [var columns, var rows] && Read(columns) is { } c && Read(rows) is { } r)
        {
            return (c, r);
        }

        argument.AddError($"'{text}' is no sheet; expected columns and rows such as 6x4, each 1 to {MostOnOneSide}");
        return null;

        static int? Read(string number) =>
            int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= MostOnOneSide ? value : null;
    }
}
