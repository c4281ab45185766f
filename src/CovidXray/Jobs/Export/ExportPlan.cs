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

    /// <summary>Where the films of a dataset are that are not exported: they tell names their extensions. Null if there are none, or they are exported.</summary>
    public FilmFolders? KnownFilms { get; init; }

    /// <summary>Where films were looked for and none found, so that the export is made without them; null if it has films, or none are wanted.</summary>
    public string? FilmsNotFoundIn { get; private init; }

    /// <summary>How films are made; null if they are taken as they are.</summary>
    public required ConversionOptions? Conversion { get; init; }

    /// <summary>The shards that have films ready; null if this is no join.</summary>
    public FilmShards? Joined { get; init; }

    /// <summary>How categories get their numbers.</summary>
    public required ExportClasses Classes { get; init; }

    /// <summary>The parts that the export is in; null if it is in none.</summary>
    public ExportParts? Parts => Classes.Parts;

    public required bool AcceptsResized { get; init; }

    public required PolygonEdits Edits { get; init; }

    public required bool UsesOriginalNames { get; init; }

    /// <summary>Whether files are named by the names of items, rather than by original ones.</summary>
    public bool UsesItemNames { get; init; }

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
    public static ExportPlan Of(Dataset dataset, ExportOptions options, ExportParts? parts)
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
        var films = FilmsOf(dataset, options, placement, out var notFoundIn);
        return new ExportPlan
        {
            Format = options.Format,
            FormatOptions = options.FormatOptions,
            Placement = placement ?? FilmPlacement.Copy,
            Films = films,
            FilmsNotFoundIn = notFoundIn,
            KnownFilms = placement == FilmPlacement.None ? KnownFilmsOf(dataset, options) : null,
            Conversion = placement == FilmPlacement.Convert ? options.Conversion ?? new ConversionOptions() : null,
            Classes = ExportClasses.Of(dataset, options) with { Parts = parts },
            AcceptsResized = options.AcceptsResized,
            Edits = options.Edits,
            UsesOriginalNames = options.UsesOriginalNames ?? options.Format.PrefersOriginalNames,
            UsesItemNames = options.UsesOriginalNames is null && options.Format.NamesFilmsByItem(options.FormatOptions),
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
        UsesItemNames = false,
    };

    /// <summary>Where films are looked for; null if they are not exported.</summary>
    /// <param name="notFoundIn">Where there are none, though they would come along; null in all other cases.</param>
    private static FilmFolders? FilmsOf(Dataset dataset, ExportOptions options, FilmPlacement? placement, out string? notFoundIn)
    {
        notFoundIn = null;
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
            return new FilmFolders(options.FilmFolders) { PrefersItemNames = FilmFolders.HasItems(dataset) };
        }

        var found = FilmFolders.OwnOf(dataset, dataset.Entries, out var hasFilms);
        if (hasFilms)
        {
            return how == FilmPlacement.Link && found.AreUnpacked
                ? throw new JobException($"--images link: the films are in {dataset.Location}, which is unpacked only while it is read; copy them (--images copy)") { IsUsage = true }
                : found;
        }

        notFoundIn = found.LookedIn;
        return how is null ? null : throw new JobException($"--images {how.ToString()!.ToLowerInvariant()}: none of the films was found (looked in {notFoundIn}); --images-from DIR names another folder, 'covidxr pull' gets films") { IsUsage = true };
    }

    /// <summary>Where films are that are there but not exported; null if there are none, or they cannot be looked at.</summary>
    private static FilmFolders? KnownFilmsOf(Dataset dataset, ExportOptions options)
    {
        try
        {
            return options.FilmFolders.Count > 0 ? new FilmFolders(options.FilmFolders) { PrefersItemNames = FilmFolders.HasItems(dataset) }
                : FilmFolders.OwnOf(dataset, dataset.Entries, out var hasFilms) is var own && hasFilms ? own
                : null;
        }
        catch (JobException)
        {
            return null;
        }
    }
}
