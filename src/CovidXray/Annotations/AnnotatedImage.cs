namespace CovidXray.Annotations;

/// <summary>One image of the dataset with all of its annotations, in file order.</summary>
public sealed class AnnotatedImage
{
    private TagSet? _tags;

    /// <summary>Creates an image.</summary>
    /// <param name="id">The identifier, by convention the annotation file's name without extension. Not empty.</param>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="annotations">All annotations, in file order.</param>
    /// <exception cref="ArgumentException">The identifier is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public AnnotatedImage(string id, int width, int height, IReadOnlyList<Annotation> annotations)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(annotations);
        Id = id;
        Width = width;
        Height = height;
        Annotations = annotations;
    }

    /// <summary>Creates an image like another one with other annotations, or of another size.</summary>
    /// <param name="other">The image that everything else is taken from.</param>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="annotations">All annotations, in file order, in the coordinates of that size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public AnnotatedImage(AnnotatedImage other, int width, int height, IReadOnlyList<Annotation> annotations)
        : this(other.Id, width, height, annotations)
    {
        Seq = other.Seq;
        FileName = other.FileName;
        OriginalFileName = other.OriginalFileName;
        FilmName = other.FilmName;
        Url = other.Url;
        ThumbnailUrl = other.ThumbnailUrl;
        WorkviewUrl = other.WorkviewUrl;
        Folder = other.Folder;
        DatasetName = other.DatasetName;
        DocumentVersion = other.DocumentVersion;
        Source = other.Source;
        Origin = other.Origin;
        Extras = other.Extras;
        ImageExtras = other.ImageExtras;
        Notes = other.Notes;
        Slot = other.Slot;
        Item = other.Item;
        IsOneOfSlots = other.IsOneOfSlots;
        Place = other.Place;
    }

    /// <summary>The identifier, such as <c>1676192</c>; names the mask files.</summary>
    public string Id { get; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>All annotations, in file order, tags included.</summary>
    public IReadOnlyList<Annotation> Annotations { get; }

    /// <summary>The clinical tags, typed; every original tag is in <see cref="TagSet.All"/>.</summary>
    public TagSet Tags => _tags ??= TagSet.From(Annotations);

    /// <summary>The running number in V7's dataset (COCO's image id), where there is one.</summary>
    public long? Seq { get; init; }

    /// <summary>The name that V7 gave the file, such as <c>00006434.jpg</c>.</summary>
    public string? FileName { get; init; }

    /// <summary>The name under which the image was uploaded, such as <c>0a7faa2a.jpg</c>. The key for joining images.</summary>
    public string? OriginalFileName { get; init; }

    /// <summary>The name of its film's file beside its document, where that says one; else the film has one of the other names.</summary>
    internal string? FilmName { get; init; }

    /// <summary>Where V7 serves the image. Old: its token dates from 2020.</summary>
    public string? Url { get; init; }

    /// <summary>Where V7 serves its thumbnail.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>V7's page for the image.</summary>
    public string? WorkviewUrl { get; init; }

    /// <summary>The folder inside V7's dataset, <c>/</c> for the root.</summary>
    public string? Folder { get; init; }

    /// <summary>The dataset's name as the document gives it.</summary>
    public string? DatasetName { get; init; }

    /// <summary>The version of the document: <c>1.0</c> where it gives none.</summary>
    public string DocumentVersion { get; init; } = "1.0";

    /// <summary>The file that it came from, as the user knows it, for messages.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where the image comes from and under which licence, if its document says so; Darwin JSON does not.</summary>
    public ImageOrigin? Origin { get; init; }

    /// <summary>The slot of its item that it was read from (Darwin 2.0); null where documents have no slots.</summary>
    public string? Slot { get; init; }

    /// <summary>Whether its item has other slots, so that the item's name is not its own.</summary>
    internal bool IsOneOfSlots { get; init; }

    /// <summary>The item that it is one of several images of; null if it is all of its document.</summary>
    internal SlotItem? Item { get; init; }

    /// <summary>Where the split puts it that the dataset is used with; in no part and no fold where there is none.</summary>
    public SplitPlace Place { get; internal set; }

    /// <summary>What was understood in one of several ways, or left out, when the image was read.</summary>
    public IReadOnlyList<ReadingNote> Notes { get; init; } = [];

    /// <summary>Members of the whole document that have no property here.</summary>
    public IReadOnlyList<JsonMember> Extras { get; init; } = [];

    /// <summary>Members of the document's image object (v1 <c>image</c>, v2 <c>item</c>) that have no property here.</summary>
    public IReadOnlyList<JsonMember> ImageExtras { get; init; } = [];
}
