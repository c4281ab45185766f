using CovidXray.Annotations;
using CovidXray.Filters.Metadata;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Shards;

namespace CovidXray.Jobs.Export;

/// <summary>How an export of one dataset is made: <see cref="ExportOptions"/> with everything settled that they leave open.</summary>
internal sealed record ExportPlan
{
    public required AnnotationFormat Format { get; init; }

    public required FormatOptions FormatOptions { get; init; }

    public required FilmPlacement Placement { get; init; }

    /// <summary>Where films are looked for; null if films are not exported.</summary>
    public required FilmFolders? Films { get; init; }

    /// <summary>How films are made; null if they are taken as they are.</summary>
    public required ConversionOptions? Conversion { get; init; }

    /// <summary>The shards that have films ready; null if this is no join.</summary>
    public FilmShards? Joined { get; init; }

    /// <summary>How categories get their numbers.</summary>
    public required ExportClasses Classes { get; init; }

    public required bool AcceptsResized { get; init; }

    public required PolygonEdits Edits { get; init; }

    public required bool UsesOriginalNames { get; init; }

    public required MetadataTable? Metadata { get; init; }

    public required int Jobs { get; init; }

    public required long MaxPixels { get; init; }

    public required long MaxWork { get; init; }

    public required bool StopsAtFirstError { get; init; }

    /// <summary>Whether the export has films of its own, rather than none or links to the dataset's: those are what shards share out.</summary>
    public bool HasOwnFilms => Films is not null && Placement is FilmPlacement.Copy or FilmPlacement.Convert;

    /// <summary>Settles how a dataset is exported.</summary>
    /// <exception cref="JobException">Films are wanted where there are none, or not wanted by a format that is nothing without them.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static ExportPlan Of(Dataset dataset, ExportOptions options)
    {
        if (options.FormatOptions.Given.Except(options.Format.Options).FirstOrDefault() is { } stranger)
        {
            throw new ArgumentException($"{stranger.Name} is no option of the format {options.Format.Name}.", nameof(options));
        }

        if (options.Shard is not null && options.JoinCount is not null)
        {
            throw new ArgumentException("Shards come first, then their join.", nameof(options));
        }

        if (options.Conversion?.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var placement = options.Placement ?? (options.Format.NeedsGreyPng || options.Conversion is not null ? FilmPlacement.Convert : null);
        return new ExportPlan
        {
            Format = options.Format,
            FormatOptions = options.FormatOptions,
            Placement = placement ?? FilmPlacement.Copy,
            Films = FilmsOf(dataset, options, placement),
            Conversion = placement == FilmPlacement.Convert ? options.Conversion ?? new ConversionOptions() : null,
            Classes = ExportClasses.Of(dataset, options),
            AcceptsResized = options.AcceptsResized,
            Edits = options.Edits,
            UsesOriginalNames = options.UsesOriginalNames ?? options.Format.PrefersOriginalNames,
            Metadata = options.Metadata,
            Jobs = options.Jobs,
            MaxPixels = options.MaxPixels,
            MaxWork = options.MaxWork,
            StopsAtFirstError = options.StopsAtFirstError,
        };
    }

    /// <summary>How a shard of this export is made: polygons are edited where films follow them.</summary>
    public ExportPlan OfShard() => this with
    {
        Format = new ShardFormat(Format),
        Edits = Conversion is { FollowsPolygons: true } ? Edits : new PolygonEdits(),
        UsesOriginalNames = false,
    };

    /// <summary>Where films are looked for; null if they are not exported.</summary>
    private static FilmFolders? FilmsOf(Dataset dataset, ExportOptions options, FilmPlacement? placement)
    {
        var format = options.Format;
        var how = placement ?? (format.Films == FilmRole.Required ? FilmPlacement.Copy : null);
        if (how == FilmPlacement.None)
        {
            return format.Films != FilmRole.Required ? null : throw new JobException($"--images none: {format.Name} is no dataset without its films") { IsUsage = true };
        }

        if (how is null && format.Films == FilmRole.Optional)
        {
            return null;
        }

        if (options.FilmFolders.Count > 0)
        {
            return new FilmFolders(options.FilmFolders);
        }

        var own = OwnFolder(dataset);
        if (how == FilmPlacement.Link && dataset.UnpackedFolder is { } unpacked && own.StartsWith(unpacked, StringComparison.Ordinal))
        {
            throw new JobException($"--images link: the films are in {dataset.Location}, which is unpacked only while it is read; copy them (--images copy)") { IsUsage = true };
        }

        return Directory.Exists(own) || dataset.Entries.Any(e => e.FilmPath is not null) ? FilmFolders.OfDataset(own)
            : how is null ? null
            : throw new JobException($"--images {how.ToString()!.ToLowerInvariant()}: the dataset has no folder {own} (--images-from DIR names another; 'covidxr pull' gets films)") { IsUsage = true };
    }

    /// <summary>The folder of a dataset's own films: in it, in what is unpacked of it, or beside it.</summary>
    private static string OwnFolder(Dataset dataset)
    {
        var folder = FolderOf(dataset);
        if (dataset.UnpackedFolder is { } unpacked && (Directory.Exists(Path.Combine(unpacked, folder)) || dataset.Entries.Any(e => e.FilmPath is not null)))
        {
            return Path.Combine(unpacked, folder);
        }

        return Path.Combine(Directory.Exists(dataset.Location) ? dataset.Location : Path.GetDirectoryName(Path.GetFullPath(dataset.Location))!, folder);
    }

    /// <summary>The folder in which the dataset's format has its films.</summary>
    private static string FolderOf(Dataset dataset) =>
        Path.GetDirectoryName(AnnotationFormats.All.First(f => f.Name == dataset.Format).FilmPath("film")) is { Length: > 0 } folder ? folder : "images";
}
