namespace CovidXray.Annotations;

/// <summary>A dataset as a list of images that are read one by one, so that memory does not grow with it.</summary>
public sealed class Dataset : IDisposable
{
    private readonly IDisposable? _resource;
    private readonly ReadingNotes _reading = new();

    /// <summary>Creates a dataset over its entries.</summary>
    /// <param name="location">The folder or file, as the user gave it.</param>
    /// <param name="format">The format's name, such as <c>darwin</c>.</param>
    /// <param name="entries">The images, sorted by id (ordinal).</param>
    /// <param name="problems">What was wrong with files that are not among the entries.</param>
    /// <param name="resource">What must stay open while entries are read (a zip archive).</param>
    /// <param name="notes">What the user should know of how the dataset is read.</param>
    public Dataset(
        string location,
        string format,
        IReadOnlyList<DatasetEntry> entries,
        IReadOnlyList<DatasetException>? problems = null,
        IDisposable? resource = null,
        IReadOnlyList<string>? notes = null)
    {
        Location = location;
        Format = format;
        Entries = entries;
        AllEntries = entries;
        Problems = problems ?? [];
        Notes = notes ?? [];
        _resource = resource;

        // Of some of a dataset's images, notes go to that dataset.
        if (entries is EntryTable table)
        {
            table.Notes ??= _reading;
            return;
        }

        foreach (var entry in entries)
        {
            entry.Notes ??= _reading;
        }
    }

    /// <summary>The folder or file, as the user gave it.</summary>
    public string Location { get; }

    /// <summary>The name of the format that it is in.</summary>
    public string Format { get; }

    /// <summary>The images, sorted by id (ordinal), not read yet.</summary>
    public IReadOnlyList<DatasetEntry> Entries { get; }

    /// <summary>The images of the dataset that these were chosen from; the same as <see cref="Entries"/> if none was left out.</summary>
    public IReadOnlyList<DatasetEntry> AllEntries { get; private init; }

    /// <summary>Files that cannot be entries: two of one id, unsafe names.</summary>
    public IReadOnlyList<DatasetException> Problems { get; }

    /// <summary>What was mended, left out, or understood in one of several ways: nothing that stops the work.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The table of classes that the dataset's own files hold, by number; empty in formats without one.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; init; } = [];

    /// <summary>The table of licences that the dataset's own file holds; empty in formats without one.</summary>
    internal IReadOnlyList<DatasetLicense> Licenses { get; init; } = [];

    /// <summary>Reads a table that lies beside the documents of an archive, whole, and tells its name for messages; null if there is none. Null where files lie in folders.</summary>
    internal Func<string, (string Source, byte[] Content)?>? ReadTable { get; init; }

    /// <summary>The folder that holds the content of an archive as long as the dataset is open; null if <see cref="Location"/> is what is read.</summary>
    internal string? UnpackedFolder { get; init; }

    /// <summary>
    /// Where covidxr keeps what it knows of the dataset (its selection, its split): the folder that holds <c>annotations</c>, whichever of both
    /// <see cref="Location"/> is; null for a file, in which nothing can be kept.
    /// </summary>
    public string? StateFolder => Directory.Exists(Location) ? DatasetRoot.Of(Location) : null;

    /// <summary>What a file that holds the whole dataset says of it, such as COCO's <c>info</c>.</summary>
    public IReadOnlyList<JsonMember> Extras { get; init; } = [];

    /// <summary>The same as <see cref="Notes"/> of what is inside of images: known of those that have been read, each image counted once.</summary>
    public IReadOnlyList<string> NotesOfImages => (AllEntries.Count > 0 ? AllEntries[0].Notes ?? _reading : _reading).ToList();

    /// <summary>Reads the images one after the other.</summary>
    /// <param name="detail">How much of each.</param>
    /// <exception cref="DatasetException">An image's document is damaged.</exception>
    public IEnumerable<AnnotatedImage> Read(ReadDetail detail = ReadDetail.Full)
    {
        foreach (var entry in Entries)
        {
            yield return entry.Read(detail);
        }
    }

    /// <summary>Some of its images as a dataset of their own; disposing it disposes this one.</summary>
    /// <param name="entries">The images, sorted by id (ordinal).</param>
    public Dataset With(IReadOnlyList<DatasetEntry> entries) => new(Location, Format, entries, Problems, this, Notes) { AllEntries = AllEntries, Classes = Classes, Licenses = Licenses, ReadTable = ReadTable, UnpackedFolder = UnpackedFolder, Extras = Extras };

    /// <summary>Closes the file that the entries are read from.</summary>
    public void Dispose() => _resource?.Dispose();
}

/// <summary>One image of a dataset before it is read.</summary>
/// <remarks>A dataset holds all of its entries, so they should hold little.</remarks>
public abstract class DatasetEntry
{
    // 1 more than the numbers; 0 for none.
    private byte _part;
    private int _fold;

    /// <summary>The image's identifier; unique in its dataset.</summary>
    public abstract string Id { get; }

    /// <summary>The file that holds it, as the user knows it, for messages.</summary>
    public abstract string Source { get; }

    /// <summary>Where the image's film lies, in a dataset that is found by its films; null in all others, whose films are found by name.</summary>
    public virtual string? FilmPath => null;

    /// <summary>The document that it stands in, where one holds many images, so that films are looked for near it first; null in all other cases.</summary>
    internal virtual string? DocumentPath => null;

    /// <summary>What the image is a part of, such as an item of several slots: parts of one thing have it in common. Its own id unless the format has such parts.</summary>
    public virtual string ItemId => Id;

    /// <summary>Where a split puts the image; every read image has it.</summary>
    public SplitPlace Place
    {
        get => HeldPlace;
        internal set => HeldPlace = value;
    }

    /// <summary>Where <see cref="Place"/> is held.</summary>
    private protected virtual SplitPlace HeldPlace
    {
        get => new(_part == 0 ? null : (DatasetPart)(_part - 1), _fold == 0 ? null : _fold - 1);
        set
        {
            _part = (byte)(value.Part is { } part ? (int)part + 1 : 0);
            _fold = value.Fold is { } fold ? fold + 1 : 0;
        }
    }

    /// <summary>Takes the notes of the image when it is read.</summary>
    internal virtual ReadingNotes? Notes { get; set; }

    /// <summary>Reads the image. May be called from several threads at once.</summary>
    /// <param name="detail">How much of it.</param>
    /// <exception cref="DatasetException">The document is damaged or not what it should be.</exception>
    public AnnotatedImage Read(ReadDetail detail = ReadDetail.Full) => Finish(ReadImage(detail));

    /// <summary>Reads the image in full for somebody who is done with it before the next: its points may lie in memory that is used again.</summary>
    /// <param name="memory">Is cleared, and may take the points.</param>
    /// <exception cref="DatasetException">The document is damaged or not what it should be.</exception>
    internal AnnotatedImage Read(PointMemory memory)
    {
        memory.Clear();
        return Finish(ReadImage(memory));
    }

    /// <summary>The same for somebody who needs it once more later.</summary>
    /// <param name="memory">Is cleared, and may take the points.</param>
    /// <param name="room">What may be kept of all images until then.</param>
    /// <param name="again">Gives it once more, as <see cref="Read(PointMemory)"/> does; null if there is no room, and it must be read.</param>
    /// <exception cref="DatasetException">The document is damaged or not what it should be.</exception>
    internal AnnotatedImage ReadAhead(PointMemory memory, MemoryRoom room, out Func<PointMemory, AnnotatedImage>? again)
    {
        memory.Clear();
        var image = Finish(ReadImageAhead(memory, room, out var kept));
        again = kept is null ? null : later =>
        {
            later.Clear();
            return Finish(kept(later));
        };
        return image;
    }

    /// <summary>Reads the image, for <see cref="Read(PointMemory)"/>. A format that makes many polygons puts their points into the memory.</summary>
    /// <exception cref="DatasetException">The document is damaged or not what it should be.</exception>
    private protected virtual AnnotatedImage ReadImage(PointMemory memory) => ReadImage(ReadDetail.Full);

    /// <summary>Reads the image, for <see cref="ReadAhead"/>. A format that is slow to read may keep something else than the image.</summary>
    /// <param name="memory">May take the points.</param>
    /// <param name="room">What may be kept of all images.</param>
    /// <param name="again">Gives it once more; null if there is no room.</param>
    /// <exception cref="DatasetException">The document is damaged or not what it should be.</exception>
    private protected virtual AnnotatedImage ReadImageAhead(PointMemory memory, MemoryRoom room, out Func<PointMemory, AnnotatedImage>? again)
    {
        var image = ReadImage(memory);
        again = PackedImage.TryPack(image, room) is { } packed ? packed.Unpack : null;
        return image;
    }

    /// <summary>Reads the image, for <see cref="Read(ReadDetail)"/>.</summary>
    /// <param name="detail">How much of it.</param>
    /// <exception cref="DatasetException">The document is damaged or not what it should be.</exception>
    protected abstract AnnotatedImage ReadImage(ReadDetail detail);

    private AnnotatedImage Finish(AnnotatedImage image)
    {
        image.Place = Place;
        Notes?.Add(image);
        return image;
    }

    /// <summary>The document as published, byte for byte; null in a format whose images have no document each.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    public virtual byte[]? ReadDocument() => null;

    /// <summary>Reads the document for somebody who only looks at it: it need not be copied.</summary>
    /// <param name="look">Is given the document, if the image has one.</param>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    internal virtual void LookAtDocument(Action<ReadOnlySpan<byte>> look)
    {
        if (ReadDocument() is { } document)
        {
            look(document);
        }
    }
}
