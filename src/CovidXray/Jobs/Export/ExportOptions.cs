using CovidXray.Filters.Metadata;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Shards;

namespace CovidXray.Jobs.Export;

/// <summary>How an export is made.</summary>
internal sealed record ExportOptions
{
    public required AnnotationFormat Format { get; init; }

    /// <summary>How the format writes, once the census is known: of all images, or of the one whose losses are counted.</summary>
    public required Func<DatasetContents, FormatOptions> FormatOptions { get; init; }

    public required FilmPlacement Placement { get; init; }

    /// <summary>Where films are looked for; null if films are not exported.</summary>
    public required FilmFolders? Films { get; init; }

    /// <summary>How films are made; null if they are taken as they are.</summary>
    public required ConversionOptions? Recipe { get; init; }

    /// <summary>The shards that have films ready; null if this is no join.</summary>
    public FilmShards? Joined { get; init; }

    /// <summary>Whether annotations are scaled to a film of another size, rather than the film refused.</summary>
    public required bool AcceptsResized { get; init; }

    /// <summary>What is done to polygons, in the exported film's pixels.</summary>
    public required PolygonEdits Edits { get; init; }

    public required bool UsesOriginalNames { get; init; }

    public required MetadataTable? Metadata { get; init; }

    public required int Jobs { get; init; }

    public required long MaxPixels { get; init; }

    public required bool StopsAtFirstError { get; init; }

    /// <summary>Whether the export has films of its own, rather than none or links to the dataset's: those are what shards share out.</summary>
    public bool HasOwnFilms => Films is not null && Placement is FilmPlacement.Copy or FilmPlacement.Convert;

    /// <summary>How a shard of this export is made: polygons are edited where films follow them.</summary>
    public ExportOptions OfShard() => this with
    {
        Format = new ShardFormat(Format),
        Edits = Recipe is { FollowsPolygons: true } ? Edits : new PolygonEdits(),
        UsesOriginalNames = false,
    };
}
