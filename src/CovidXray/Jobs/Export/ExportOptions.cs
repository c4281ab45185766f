using CovidXray.Filters.Metadata;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;
using CovidXray.Splits;
using CovidXray.Work;

namespace CovidXray.Jobs.Export;

/// <summary>How a dataset is exported. Only the format must be named; all else is then as <c>covidxr export FORMAT</c> does it.</summary>
public sealed record ExportOptions
{
    /// <summary>The format that the dataset is written in: one of <see cref="AnnotationFormats.All"/>, or one of your own.</summary>
    public required AnnotationFormat Format { get; init; }

    /// <summary>Values of the format's own options; those that are not given have their defaults.</summary>
    public FormatOptions FormatOptions { get; init; } = FormatOptions.None;

    /// <summary>What becomes of the films. Null: they are made anew if <see cref="Conversion"/> or the format says so, else copied if the dataset has them.</summary>
    public FilmPlacement? Placement { get; init; }

    /// <summary>Folders in which films are looked for by name. Empty: the dataset's own.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>How films are made anew, for <see cref="FilmPlacement.Convert"/>. Decoding and encoding takes most of such an export's time.</summary>
    public ConversionOptions? Conversion { get; init; }

    /// <summary>Whether annotations are scaled to a film of another size than they were drawn on, rather than the film refused.</summary>
    public bool AcceptsResized { get; init; }

    /// <summary>The categories to write, in the order of their numbers; annotations of others are left out. Null: all, numbered by name or as the dataset's own format has them.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The split whose parts the export is in, if the format has parts; images that it does not know are left out. Null for an export that is not in parts.</summary>
    public DatasetSplit? Split { get; init; }

    /// <summary>Of a split with folds, the fold that is val, from 0, while all others are train; null for none.</summary>
    public int? ValFold { get; init; }

    /// <summary>What is done to polygons, in the exported film's pixels.</summary>
    public PolygonEdits Edits { get; init; } = new();

    /// <summary>Whether files are named by original file names (true) or ids (false); null as the format likes.</summary>
    public bool? UsesOriginalNames { get; init; }

    /// <summary>The table that origins, licences and fields come from; null for those that the images have themselves.</summary>
    public MetadataTable? Metadata { get; init; }

    /// <summary>Threads, 1 or more. The export does not depend on how many there are.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The most pixels of an image or film; larger ones fail.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>The most steps of work on one image's annotations, about a nanosecond each; an image that takes more fails.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;

    /// <summary>Whether the first image that cannot be exported ends the export, which then leaves nothing behind.</summary>
    public bool StopsAtFirstError { get; init; }

    /// <summary>Whether nothing is written if the format cannot hold something, or if edits and films leave annotations out.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether an earlier export in the folder is replaced, once the new one is whole.</summary>
    public bool Overwrites { get; init; }

    /// <summary>The shard whose films are made, for work that is spread over machines; null for the whole export.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The number of shards in the folder that the export is made of; null if it is made of none.</summary>
    public int? JoinCount { get; init; }

    /// <summary>The options as somebody typed them, for the manifest; null to have them written from the values.</summary>
    internal IReadOnlyList<(string Name, string[] Values)>? AsTyped { get; init; }

    /// <summary>How the images were chosen, for the manifest: <see cref="ChosenImages.Rules"/>. It changes nothing else.</summary>
    public IReadOnlyList<string> SelectionRules { get; init; } = [];
}

/// <summary>What an export does with the films.</summary>
public enum FilmPlacement
{
    /// <summary>It leaves them out.</summary>
    None,

    /// <summary>It copies them.</summary>
    Copy,

    /// <summary>It points to them by symbolic links.</summary>
    Link,

    /// <summary>It gives them a second name on the same disk.</summary>
    Hardlink,

    /// <summary>It makes new ones: 8-bit grey, of the size and with the pixels that are wanted.</summary>
    Convert,
}
