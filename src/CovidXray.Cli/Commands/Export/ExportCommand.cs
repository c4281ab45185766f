using System.CommandLine;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;

namespace CovidXray.Cli.Commands.Export;

/// <summary><c>covidxr export</c>: the dataset in another format.</summary>
internal sealed class ExportCommand : Command, IHasExamples, IHasFormats
{
    private static readonly IReadOnlyList<AnnotationFormat> Written = ExportFormats.All;

    private readonly SelectionOptions _selection;
    private readonly FilmOptions _films;
    private readonly PolygonEditOptions _edits;
    private readonly FormatOptionBinder _formatOptions = new(Written);

    private readonly Argument<string> _format = new("FORMAT")
    {
        Description = string.Join("\n", ["One of:", .. Written.Select(f => $"{f.Name}: {f.Description}")]),
    };

    private readonly Option<string> _out = new("--out", "-o") { Description = "The folder for the export; made if it is not there", HelpName = "DIR", Required = true };

    private readonly Option<string[]> _imagesFrom = new("--images-from") { Description = "Look for films in this folder rather than in the dataset's images/; may be given again", HelpName = "DIR" };

    private readonly Option<string?> _name = new("--name") { Description = "Name files by the image's id or its original file name (default: as the format likes)", HelpName = "id|original" };

    private readonly Option<string?> _classes = new("--classes") { Description = "The categories to write, comma-separated, in the order of their numbers (default: all, by name)", HelpName = "NAMES" };

    private readonly Option<bool> _noParts = new("--no-parts") { Description = "Leave the saved split aside: one export that is not in parts" };

    private readonly Option<bool> _strict = new("--strict") { Description = "Write nothing if the format, or what is done to films and polygons, leaves something out" };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace an earlier export in the folder" };

    private readonly Option<int> _jobs = new("--jobs", "-j") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N" };

    private readonly Option<Shard?> _shard = ShardOption.Create();

    private readonly Option<int?> _join = new("--join") { Description = "Make the export of the N shards that are in its folder; with the options that they were made with", HelpName = "N" };

    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "Give the export up at the first image that cannot be exported" };

    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    private readonly Option<int> _maxMegapixels = MaxMegapixels.Option("Refuse larger images");

    private readonly Option<int> _maxWork = MaxWork.Option();

    public ExportCommand(Func<ParseResult, Terminal> terminal)
        : base("export", "Write the dataset in a format that trainers and tools read, films included.")
    {
        _format.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Written.Select(f => f.Name)]);
        _format.CompletionSources.Clear();
        _format.CompletionSources.Add(_ => Written.Select(f => new System.CommandLine.Completions.CompletionItem(f.Name, detail: f.Description)));
        Add(_format);
        _selection = new SelectionOptions(this);
        _name.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "id", "original");
        foreach (var option in (Option[])[_out, _imagesFrom, _name, _classes, _noParts, .. _formatOptions.FirstOptions, _strict, _overwrite, _jobs, _shard, _join, _failFast, _json, _maxMegapixels, _maxWork])
        {
            Add(option);
        }

        _edits = new PolygonEditOptions(this);
        _films = new FilmOptions(this);
        foreach (var option in _formatOptions.OtherOptions)
        {
            Add(option);
        }

        _formatOptions.AddValidators(this, _format);
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
        "covidxr export coco --fold 0 --out ./fold0",
        "covidxr export nnunet --out $nnUNet_raw --dataset-id 501",
        "covidxr export masks --style index --cut-ignore --out ./index",
        "covidxr export darwin --version 2 -d covid-only.zip --out ./darwin",
        "covidxr export hf --size 512 --out ./hf --shard 3/16",
        "covidxr export hf --size 512 --out ./hf --join 16",
    ];

    /// <summary>The options that decide what is written, for the manifest; the others decide where and how fast.</summary>
    private Option[] ManifestOptions => [_name, _classes, .. _formatOptions.FirstOptions, .. _edits.ManifestOptions, .. _films.ManifestOptions, .. _formatOptions.OtherManifestOptions];

    public IReadOnlyList<OptionGroup> FormatGroups => _formatOptions.Groups;

    public string? FormatOf(ParseResult result) =>
        result.GetResult(_format) is { Tokens: [var token, ..] } ? Written.FirstOrDefault(f => f.Name.Equals(token.Value, StringComparison.OrdinalIgnoreCase))?.Name : null;

    private int Run(ParseResult result, Terminal terminal, CancellationToken cancellation)
    {
        var format = Written.First(f => string.Equals(f.Name, result.GetRequiredValue(_format), StringComparison.OrdinalIgnoreCase));

        // Of a format with train and val, a fold is val and the others train; of one with folds or without parts, it chooses images.
        var isFoldVal = format.Parts == PartLayout.Parts && !result.GetValue(_noParts);
        using var chosen = _selection.Open(result, terminal, cancellation, leavesFold: isFoldVal);
        var options = new ExportOptions
        {
            Format = format,
            FormatOptions = _formatOptions.Read(result),
            Classes = Classes(result),
            Split = result.GetValue(_noParts) ? null : chosen.Split,
            ValFold = isFoldVal ? _selection.Fold(result) : null,
            Placement = _films.Placement(result),
            FilmFolders = result.GetValue(_imagesFrom) ?? [],
            Conversion = _films.Conversion(result),
            AcceptsResized = _films.AcceptsResized(result),
            Edits = _edits.Edits(result),
            UsesOriginalNames = result.GetValue(_name)?.Equals("original", StringComparison.OrdinalIgnoreCase),
            Metadata = chosen.Metadata,
            Jobs = result.GetValue(_jobs),
            MaxPixels = MaxMegapixels.Pixels(result, _maxMegapixels),
            MaxWork = MaxWork.Steps(result, _maxWork),
            StopsAtFirstError = result.GetValue(_failFast),
            IsStrict = result.GetValue(_strict),
            Overwrites = result.GetValue(_overwrite),
            Shard = result.GetValue(_shard),
            JoinCount = result.GetValue(_join),
            AsTyped = AsTyped(result),
            SelectionRules = chosen.Rules,
        };
        using var notes = new ExportNotes(terminal, chosen.Dataset.Entries, options);
        var made = ExportJob.Run(chosen.Dataset, result.GetRequiredValue(_out), options, notes, notes, cancellation);
        DatasetOptions.WriteNotesOfImages(chosen.Dataset, terminal);
        if (made.RemovedSelection is { } selection)
        {
            terminal.WriteNote($"note: {selection} is removed: 'filter' had made that choice of the export that was replaced");
        }

        if (result.GetValue(_json))
        {
            ExportPrinter.WriteJson(terminal.Output, made, format);
        }
        else if (options.Shard is { } shard)
        {
            ExportPrinter.WriteShard(terminal, made, shard);
        }
        else
        {
            ExportPrinter.WriteText(terminal, made, format);
        }

        return made.IsComplete ? ExitCode.Done : ExitCode.Failed;
    }

    private IReadOnlyList<string>? Classes(ParseResult result)
    {
        if (result.GetValue(_classes) is not { } typed || typed.Trim() == "*")
        {
            return null;
        }

        var names = ClassesText.Names(typed);
        return names.Count == 0 ? throw ClassesText.Wrong(typed, "it names no category")
            : names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? throw ClassesText.Wrong(typed, $"it names '{twice.Key}' twice")
            : names;
    }

    private List<(string Name, string[] Values)> AsTyped(ParseResult result) =>
        [.. ManifestOptions
            .Select(o => (o.Name, Given: result.GetResult(o)))
            .Where(o => o.Given is { Implicit: false })
            .Select(o => (o.Name, o.Given!.Tokens.Select(t => t.Value).ToArray()))];
}
