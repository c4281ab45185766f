using System.CommandLine;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters.Selections;
using CovidXray.Formats;
using CovidXray.Formats.Coco;
using CovidXray.Formats.Masks;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Shards;

namespace CovidXray.Cli.Commands.Export;

/// <summary><c>covidxr export</c>: the dataset in another format.</summary>
internal sealed class ExportCommand : Command, IHasExamples
{
    private static readonly IReadOnlyList<AnnotationFormat> Written = ExportFormats.All;

    private readonly SelectionOptions _selection;
    private readonly FilmOptions _films;
    private readonly PolygonEditOptions _edits;

    private readonly TrainerOptions _trainer;

    private readonly Argument<string> _format = new("FORMAT")
    {
        Description = string.Join("\n", ["One of:", .. Written.Select(f => $"{f.Name}: {f.Description}")]),
    };

    private readonly Option<string> _out = new("--out", "-o") { Description = "The folder for the export; made if it is not there", HelpName = "DIR", Required = true };

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Look for films in this folder rather than in the dataset's images/; may be given again", HelpName = "DIR" };

    private readonly Option<string?> _name = new("--name") { Description = "Name files by the image's id or its original file name (default: as the format likes)", HelpName = "id|original" };

    private readonly Option<string> _rle = new("--rle")
    {
        Description = "masks as runs rather than polygons: compressed (pycocotools' text) or plain (arrays of numbers)",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "FORM",
    };

    private readonly Option<string?> _compat = new("--compat") { Description = "v7 writes the form of V7's own exporter, with its defects", HelpName = "v7" };

    private readonly Option<string> _style = new("--style")
    {
        Description = $"what they look like: {string.Join(", ", MaskStyle.All.Select(s => s.Name))} ('covidxr masks --help' describes them)",
        DefaultValueFactory = _ => MaskStyle.All[0].Name,
        HelpName = "STYLE",
    };

    private readonly Option<int> _version = new("--version") { Description = "the document's version, 1 (as V7 published) or 2", DefaultValueFactory = _ => 1, HelpName = "1|2" };

    private readonly Option<bool> _strict = new("--strict") { Description = "Write nothing if the format, or what is done to films and polygons, leaves something out" };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an earlier export in the folder" };

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    private readonly Option<Shard?> _shard = ShardOption.Create();

    private readonly Option<int?> _join = new("--join") { Description = "Make the export of the N shards that are in its folder; with the options that they were made with", HelpName = "N" };

    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "Give the export up at the first image that cannot be exported" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger images");

    public ExportCommand(Func<ParseResult, Terminal> terminal)
        : base("export", "Write the dataset in a format that trainers and tools read, films included.")
    {
        _format.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Written.Select(f => f.Name)]);
        Add(_format);
        _selection = new SelectionOptions(this);
        _name.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "id", "original");
        _rle.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "compressed", "plain");
        _compat.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "v7");
        _style.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. MaskStyle.All.Select(s => s.Name)]);
        _version.AcceptOnlyFromAmong("1", "2");
        foreach (var option in (Option[])[_out, _imagesFrom, _name, _rle, _compat, _style, _version, _strict, _overwrite, _jobs, _shard, _join, _failFast, _json, _maxMegapixels])
        {
            Add(option);
        }

        _edits = new PolygonEditOptions(this);
        _films = new FilmOptions(this);
        _trainer = new TrainerOptions(this);
        FormatBoundOptions.Bind(this, _format, [(_rle, "coco"), (_compat, "coco"), (_style, "masks"), (_version, "darwin"), .. _trainer.Bound]);
        PositiveInt.Require(_jobs);
        PositiveInt.Require(_join, most: Shard.MaxCount);
        Validators.Add(result =>
        {
            if (result.GetResult(_shard) is not null && result.GetResult(_join) is not null)
            {
                result.AddError("--shard and --join exclude each other: shards first, then their join.");
            }
        });
        SetAction((result, cancellation) => Task.Run(() => Run(result, terminal(result), cancellation), CancellationToken.None));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "covidxr export coco --out ./coco",
        "covidxr export voc --out ./voc --images link --exclude lateral,ct",
        "covidxr export coco --size 512 --fit pad --pixels lungs-removed --out ./control",
        "covidxr export yolo --out ./yolo --exclude lateral,ct",
        "covidxr export nnunet --out $nnUNet_raw --dataset-id 501",
        "covidxr export masks --style index --cut-ignore --out ./index",
        "covidxr export darwin --version 2 -d covid-only.zip --out ./darwin",
        "covidxr export hf --size 512 --out ./hf --shard 3/16",
        "covidxr export hf --size 512 --out ./hf --join 16",
    ];

    /// <summary>The options that decide what is written, for the manifest; the others decide where and how fast.</summary>
    private Option[] ManifestOptions => [_name, _rle, _compat, _style, _version, .. _edits.ManifestOptions, .. _films.ManifestOptions, .. _trainer.ManifestOptions];

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        using var chosen = _selection.Open(result, terminal, cancellation);
        var dataset = chosen.Dataset;
        var format = Written.First(f => string.Equals(f.Name, result.GetRequiredValue(_format), StringComparison.OrdinalIgnoreCase));
        var films = Films(result, dataset, format);
        var options = new ExportOptions
        {
            Format = format,
            FormatOptions = census => FormatOptions(result, census),
            Placement = _films.Placement(result, format) ?? FilmPlacement.Copy,
            Recipe = _films.Recipe(result, format),
            AcceptsResized = _films.AcceptsResized(result),
            Films = films,
            Edits = _edits.Edits(result),
            UsesOriginalNames = result.GetValue(_name) is { } name ? name.Equals("original", StringComparison.OrdinalIgnoreCase) : format.PrefersOriginalNames,
            Metadata = chosen.Metadata,
            Jobs = result.GetValue(_jobs),
            MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
            StopsAtFirstError = result.GetValue(_failFast),
        };
        var identity = new ExportIdentity(
            typeof(ExportCommand).Assembly.GetName().Version!.ToString(3),
            format.Name,
            RecordedOptions(result),
            Summary(chosen.All),
            Summary(dataset.Entries));
        return Run(result, terminal, chosen, options, identity, cancellation);
    }

    private int Run(ParseResult result, Terminal terminal, ChosenImages chosen, ExportOptions options, ExportIdentity identity, CancellationToken cancellation)
    {
        var path = _trainer.Folder(result, result.GetRequiredValue(_out));
        var overwrites = result.GetValue(_overwrite);
        var shard = result.GetValue(_shard);
        var ofShards = identity with { Options = [.. identity.Options, ("--images", [options.Films is null ? "none" : options.Placement.ToString().ToLowerInvariant()])] };
        var joined = result.GetValue(_join) is { } count ? new FilmShards(path, count, ofShards) : null;
        if (shard is { } part)
        {
            ShardOption.WriteNote(terminal, part, chosen.Dataset.Entries);
            path = FilmShards.Prepare(path, part, overwrites);
        }

        using var folder = new ExportFolder(path, overwrites, joined);
        var run = new ExportRun(chosen, shard is null ? options with { Joined = joined } : options.OfShard(), terminal) { Shard = shard, IsStrict = result.GetValue(_strict) };
        var report = run.Run(folder, shard is null ? identity : ofShards, cancellation);
        if (result.GetValue(_json))
        {
            ExportPrinter.WriteJson(terminal.Output, report, options.Format, path);
        }
        else if (shard is { } made)
        {
            ExportPrinter.WriteShard(terminal, report, made, path);
        }
        else
        {
            ExportPrinter.WriteText(terminal, report, options.Format, path);
        }

        return report.Failures.Count == 0 && report.MissingFilms.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private FormatOptions FormatOptions(ParseResult result, DatasetContents census) => _trainer.Apply(result, new FormatOptions
    {
        Census = census,
        Fields = ExportedFields.Columns,
        Rle = result.GetResult(_rle) is not { Implicit: false } ? RleForm.Polygons
            : string.Equals(result.GetValue(_rle), "plain", StringComparison.OrdinalIgnoreCase) ? RleForm.Plain
            : RleForm.Compressed,
        MaskStyle = MaskStyle.Parse(result.GetRequiredValue(_style)),
        IsV7Compatible = result.GetValue(_compat) is not null,
        IsDarwin2 = result.GetValue(_version) == 2,
    });

    /// <summary>Where films are looked for; null if they are not exported.</summary>
    private FilmFolders? Films(ParseResult result, Dataset dataset, AnnotationFormat format)
    {
        var how = _films.Placement(result, format) ?? (format.Films == FilmRole.Required ? FilmPlacement.Copy : null);
        if (how == FilmPlacement.None)
        {
            return format.Films != FilmRole.Required ? null : throw new JobException($"--images none: {format.Name} is no dataset without its films") { IsUsage = true };
        }

        if (how is null && format.Films == FilmRole.Optional)
        {
            return null;
        }

        var given = result.GetValue(_imagesFrom) ?? [];
        var own = Path.Combine(Directory.Exists(dataset.Location) ? dataset.Location : Path.GetDirectoryName(Path.GetFullPath(dataset.Location))!, FilmFolder(dataset));
        if (given.Length == 0 && !Directory.Exists(own) && dataset.Entries.All(e => e.FilmPath is null))
        {
            return how is null ? null : throw new JobException($"--images {how.ToString()!.ToLowerInvariant()}: the dataset has no folder {own} (--images-from DIR names another; 'covidxr pull' gets films)") { IsUsage = true };
        }

        return given.Length > 0 ? new FilmFolders(given) : FilmFolders.OfDataset(own);
    }

    /// <summary>Where the dataset's format has its films.</summary>
    private static string FilmFolder(Dataset dataset) =>
        Path.GetDirectoryName(AnnotationFormats.All.First(f => f.Name == dataset.Format).FilmPath("film")) is { Length: > 0 } folder ? folder : "images";

    private List<(string Name, string[] Values)> RecordedOptions(ParseResult result) =>
        [.. ManifestOptions
            .Select(o => (o.Name, Given: result.GetResult(o)))
            .Where(o => o.Given is { Implicit: false })
            .Select(o => (o.Name, o.Given!.Tokens.Select(t => t.Value).ToArray()))];

    private static (int Images, string Fingerprint) Summary(IReadOnlyList<DatasetEntry> entries) => (entries.Count, Fingerprint.Of(entries.Select(e => e.Id)));
}
