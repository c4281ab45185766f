using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Formats.Masks;
using CovidXray.Jobs;
using CovidXray.Jobs.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Rasterization;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Masks;

/// <summary><c>covidxr masks</c>: polygons to masks.</summary>
internal sealed class MasksCommand : Command, IHasExamples
{
    private readonly SelectionOptions _images;

    private readonly Option<string?> _out = new("--out", "-o") { Description = "The folder for the masks; made if it is not there", HelpName = "DIR" };

    private readonly Option<string?> _zip = new("--zip") { Description = "In place of --out: one zip as torchxrayvision reads it, masks with the names of films unless --name says otherwise", HelpName = "FILE" };

    private readonly Option<string> _style = new("--style")
    {
        Description = string.Join("\n", ["What the masks look like:", .. MaskStyle.All.Select(s => $"{s.Name}: {s.Description}")]),
        DefaultValueFactory = _ => MaskStyle.All[0].Name,
        HelpName = "STYLE",
    };

    private readonly Option<string> _order = new("--order")
    {
        Description = "What wins where annotations overlap:\nignore-last: Ignore over lungs, so that none is lost\nv7: the later in the file, bit-exact with V7's masks\nignore-first: lungs over Ignore",
        DefaultValueFactory = _ => PaintOrders.Names[0],
        HelpName = "ORDER",
    };

    private readonly Option<string> _classes = new("--classes")
    {
        Description = "The categories to paint, comma-separated, in the order of their values; '*' for all that the dataset has",
        DefaultValueFactory = _ => ClassesText.Default,
        HelpName = "NAMES",
    };

    private readonly Option<(int Width, int Height)?> _size = SizeOption.Create("--size", "Paint at this size: the polygons are scaled, not the masks");

    private readonly Option<string> _fit = new("--fit")
    {
        Description = "How images of another shape fit --size: stretch, pad (all inside, background around), crop (all filled)",
        DefaultValueFactory = _ => "stretch",
        HelpName = "FIT",
    };

    private readonly Option<string> _name = new("--name")
    {
        Description = "Name the masks by the image's id, its original file name (.png), or the film's whole name, such as x.jpg, though they are PNG",
        DefaultValueFactory = _ => "id",
        HelpName = "id|original|film",
    };

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    private readonly Option<Shard?> _shard = ShardOption.Create();

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace masks that are there already" };

    private readonly Option<bool> _skipExisting = new("--skip-existing") { Description = "Leave masks that are there already" };

    private readonly Option<bool> _complete = new("--complete") { Description = "Make no masks: say which images lack theirs in the folder, with the options that they are made with; exit 1 if any does" };

    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "Stop at the first bad file" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger images");

    private readonly Option<int> _maxWork = MaxWork.Option();

    public MasksCommand(Func<ParseResult, Terminal> terminal)
        : base("masks", "Turn the polygons into masks: one PNG an image, and class_mapping.csv beside them.")
    {
        _images = new SelectionOptions(this);
        _style.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. MaskStyle.All.Select(s => s.Name)]);
        _order.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, PaintOrders.Names);
        _fit.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Enum.GetNames<Fit>().Select(f => f.ToLowerInvariant())]);
        _name.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "id", "original", "film");
        foreach (var option in (Option[])[_out, _zip, _style, _order, _classes, _size, _fit, _name, _jobs, _shard, _overwrite, _skipExisting, _complete, _failFast, _json, _maxMegapixels, _maxWork])
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetValue(_overwrite) && result.GetValue(_skipExisting))
            {
                result.AddError("--overwrite and --skip-existing exclude each other.");
            }

            if (result.GetValue(_complete) && ((Option[])[_zip, _overwrite, _skipExisting, _failFast]).FirstOrDefault(o => IsGiven(result.GetResult(o))) is { } making)
            {
                result.AddError($"--complete and {making.Name} exclude each other: --complete looks at a folder of masks, and makes none.");
                return;
            }

            if (result.GetValue(_zip) is null)
            {
                if (result.GetResult(_out) is null)
                {
                    result.AddError("Option '--out' is required.");
                }
            }
            else if (((Option[])[_out, _shard, _skipExisting]).FirstOrDefault(o => IsGiven(result.GetResult(o))) is { } other)
            {
                result.AddError($"--zip and {other.Name} exclude each other: a zip is made at once, in place of a folder.");
            }

            if (IsGiven(result.GetResult(_fit)) && !IsGiven(result.GetResult(_size)))
            {
                result.AddError("--fit says how images fit --size, which is not given.");
            }
        });
        PositiveInt.Require(_jobs);
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr masks --out ./masks",
        "covidxr masks --style index --size 512 --fit pad --out ./labels",
        "covidxr masks -d all-images.zip --order v7 --out ./v7-masks",
        "covidxr masks --style index --size 512 --fit pad --out ./labels --complete",
        "covidxr masks --zip ./semantic_masks_v7labs_lungs.zip",
    ];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var chosen = _images.Open(result, terminal, cancellation);
        var dataset = chosen.Dataset;
        var zip = result.GetValue(_zip);
        var folder = zip ?? result.GetValue(_out)!;
        var options = OptionsOf(result, dataset, cancellation) with { SelectionRules = chosen.Rules };
        if (options.Shard is { } shard)
        {
            ShardOption.WriteNote(terminal, shard, dataset.Entries);
        }

        if (result.GetValue(_complete))
        {
            return LookWhetherComplete(result, terminal, dataset, options, cancellation);
        }

        MasksResult masks;
        using (var bar = ProgressBar.Start(terminal, "masks"))
        {
            masks = zip is null ? MasksJob.Run(dataset, folder, options, bar, cancellation) : MasksZip.Run(dataset, zip, options, bar, cancellation);
        }

        DatasetOptions.WriteNotesOfImages(dataset, terminal);
        foreach (var failure in masks.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        if (masks.IsInterrupted)
        {
            // Of masks that were to be replaced, the old ones look like those that are done.
            var wayOn = options.Existing == ExistingFiles.AreOverwritten ? "run it again to replace the rest" : "--skip-existing goes on from here";
            var message = zip is not null ? $"interrupted: {zip} is not written" : $"interrupted: {Wording.Count(masks.Files, "file", "is", "are")} written, each of them whole ({wayOn})";
            throw new InterruptedException(message, (answer, ended) => MasksPrinter.WriteJson(answer, masks, options, folder, ended));
        }

        if (result.GetValue(_json))
        {
            MasksPrinter.WriteJson(terminal.Output, masks, options, folder);
        }
        else if (masks.Images > 0 || masks.Failures.Count == 0)
        {
            MasksPrinter.WriteText(terminal, masks, options, folder);
        }

        MasksPrinter.WriteNotes(terminal, masks, options);
        if (IsGiven(result.GetResult(_classes)))
        {
            MasksPrinter.WriteUnseen(terminal, masks);
        }

        return masks.Failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private MasksOptions OptionsOf(ParseResult result, Dataset dataset, CancellationToken cancellation)
    {
        var style = MaskStyle.Parse(result.GetRequiredValue(_style));
        return new MasksOptions
        {
            Style = style,
            Categories = ClassesText.Parse(result.GetRequiredValue(_classes), style, dataset, result.GetValue(_jobs), cancellation),
            SourceClasses = ClassesText.IsAll(result.GetRequiredValue(_classes)) ? PaintedCategories.SourceOf(dataset) : [],
            Order = PaintOrders.Parse(result.GetRequiredValue(_order)),
            Size = result.GetValue(_size),
            Fit = Enum.Parse<Fit>(result.GetRequiredValue(_fit), ignoreCase: true),
            UsesOriginalNames = IsNamed(result, "original"),
            UsesFilmNames = IsNamed(result, "film") || (result.GetValue(_zip) is not null && !IsGiven(result.GetResult(_name))),
            Existing = result.GetValue(_overwrite) ? ExistingFiles.AreOverwritten
                : result.GetValue(_skipExisting) ? ExistingFiles.AreSkipped
                : ExistingFiles.AreErrors,
            Jobs = result.GetValue(_jobs),
            MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
            MaxWork = MaxWork.Steps(result, _maxWork),
            StopsAtFirstError = result.GetValue(_failFast),
            Shard = result.GetValue(_shard),
        };
    }

    private int LookWhetherComplete(ParseResult result, Terminal terminal, Dataset dataset, MasksOptions options, CancellationToken cancellation)
    {
        var folder = result.GetValue(_out)!;
        CompletenessResult found;
        using (var bar = ProgressBar.Start(terminal, "masks"))
        {
            found = CompletenessJob.Run(dataset, folder, options, bar, cancellation);
        }

        DatasetOptions.WriteNotesOfImages(dataset, terminal);
        foreach (var failure in found.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        if (result.GetValue(_json))
        {
            CompletenessPrinter.WriteJson(terminal.Output, found, options, folder);
        }
        else
        {
            CompletenessPrinter.WriteText(terminal, found, options, folder);
        }

        return found.IsComplete ? ExitCode.Done : ExitCode.Failed;
    }

    private bool IsNamed(ParseResult result, string by) => string.Equals(result.GetValue(_name), by, StringComparison.OrdinalIgnoreCase);

    private static bool IsGiven(OptionResult? result) => result is { Implicit: false };
}
