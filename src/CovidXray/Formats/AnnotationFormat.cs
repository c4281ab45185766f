using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Rasterization;

namespace CovidXray.Formats;

/// <summary>A format that annotations come in, go out in, or both.</summary>
public abstract class AnnotationFormat
{
    /// <summary>The name on the command line, in lower case, such as <c>darwin</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public abstract string Description { get; }

    /// <summary>Whether datasets can be read in it.</summary>
    public virtual bool CanRead => true;

    /// <summary>What a dataset in it looks like, such as <c>a YOLO folder (data.yaml)</c>, for messages; empty if it is not read.</summary>
    public abstract string Layout { get; }

    /// <summary>Whether an item of it may hold several films, in slots, so that <see cref="ReadOptions.Slot"/> says something.</summary>
    public virtual bool HasSlots => false;

    /// <summary>Whether files are named by original file names rather than ids, unless the user says otherwise.</summary>
    public virtual bool PrefersOriginalNames => false;

    /// <summary>Whether films have the extension of their content in lower case, <c>.jpg</c> or <c>.png</c>, however theirs is spelt.</summary>
    public virtual bool HasPlainExtensions => false;

    /// <summary>Whether addresses of images lose what lets whoever has them in: tokens and signatures.</summary>
    public virtual bool DropsTokens => false;

    /// <summary>Whether films of one name stay apart in folders, as documents say these.</summary>
    internal virtual bool KeepsFolders => false;

    /// <summary>What films are to it.</summary>
    public virtual FilmRole Films => FilmRole.Companion;

    /// <summary>Whether its readers do something with an export that has no films. Those of YOLO find labels by films.</summary>
    internal virtual bool IsWholeWithoutFilms => true;

    /// <summary>Whether films must be grey PNG, so that an export makes such ones unless the user says otherwise.</summary>
    public virtual bool NeedsGreyPng => false;

    /// <summary>The options that it has for writing. The command line, its help, completion and manifests read this list.</summary>
    public virtual IReadOnlyList<FormatOption> Options => [];

    /// <summary>The folder that an export comes into, inside the one that the user names; null for that one itself.</summary>
    /// <param name="options">Values of <see cref="Options"/>.</param>
    /// <exception cref="FormatException">The options give no name that the format's readers take; the message says why.</exception>
    public virtual string? FolderName(FormatOptions options) => null;

    /// <summary>Whether a file or folder looks like this format. Looks at names and at the first bytes only.</summary>
    /// <param name="path">An existing file or folder.</param>
    public abstract bool Matches(string path);

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">An existing file or folder.</param>
    /// <returns>The dataset; its images are not read yet. Dispose it when done.</returns>
    /// <exception cref="DatasetException">There is no such dataset at the path.</exception>
    /// <exception cref="NotSupportedException">The format is not read.</exception>
    public Dataset Open(string path) => Open(path, new ReadOptions());

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">An existing file or folder.</param>
    /// <param name="options">How it is read; the format is this one, whatever they say.</param>
    /// <returns>The dataset; its images are not read yet. Dispose it when done.</returns>
    /// <exception cref="DatasetException">There is no such dataset at the path, or it cannot be read so.</exception>
    /// <exception cref="NotSupportedException">The format is not read.</exception>
    public abstract Dataset Open(string path, ReadOptions options);

    /// <summary>Counts what the format cannot hold of an image.</summary>
    /// <param name="image">The image, read in full.</param>
    /// <param name="painter">Paints, for formats that hold pixels.</param>
    /// <param name="options">How it would be written.</param>
    /// <param name="contents">What the image holds, counted before polygons are edited.</param>
    /// <param name="losses">Takes the counts, of this image alone.</param>
    /// <exception cref="DatasetException">The image cannot be painted, or a mask has no labels for so many categories.</exception>
    public virtual void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
    }

    /// <summary>Counts what the format cannot hold of a dataset as a whole. Of most formats that is all that its file says of it.</summary>
    /// <param name="options">How it would be written.</param>
    /// <param name="contents">What the dataset holds.</param>
    /// <param name="losses">Takes the counts.</param>
    internal virtual void CountLossesOfDataset(FormatOptions options, DatasetContents contents, LossCounts losses) =>
        AnnotationLosses.CountOfDataset(losses, contents);

    /// <summary>
    /// Whether an export says of all of an image that it is background, as a mask without labels or an empty label file does, and
    /// trainers take that for the truth.
    /// </summary>
    /// <param name="image">The image as it is exported.</param>
    public virtual bool IsAllBackground(AnnotatedImage image) => false;

    /// <summary>Where a film goes in an export of this format, such as <c>images/0a7faa2a.jpg</c>; null if the writer takes it in itself.</summary>
    /// <param name="fileName">The film's file name.</param>
    public virtual string? FilmPath(string fileName) => $"images/{fileName}";

    /// <summary>How an export keeps the parts of a split apart.</summary>
    public virtual PartLayout Parts => PartLayout.None;

    /// <summary>Parts without which its readers do not train.</summary>
    internal virtual IReadOnlyList<DatasetPart> NeededParts => [];

    /// <summary>What is to be done with an export in parts before it is trained on, in a sentence; null if nothing.</summary>
    /// <param name="options">Values of <see cref="Options"/>.</param>
    /// <param name="folds">How many folds the export has; 0 for none.</param>
    internal virtual string? PartsHint(FormatOptions options, int folds) => null;

    /// <summary>Where a film goes in an export that is in parts; as <see cref="FilmPath(string)"/> says where parts have no folders of their own.</summary>
    /// <param name="fileName">The film's file name.</param>
    /// <param name="place">Where its image is in the split; nowhere in an export that is not in parts.</param>
    internal virtual string? FilmPath(string fileName, SplitPlace place) => FilmPath(fileName);

    /// <summary>The number that each category has in an export; none in a format that numbers no categories.</summary>
    /// <param name="options">Values of <see cref="Options"/>.</param>
    /// <param name="contents">What the dataset was found to hold.</param>
    /// <exception cref="DatasetException">The format has no room for all of its categories.</exception>
    public virtual IReadOnlyList<DatasetClass> NumberClasses(FormatOptions options, DatasetContents contents) => [];

    /// <summary>Whether films are named by the names of items (<see cref="AnnotatedImage.FileName"/>) with the extension of the original file name.</summary>
    /// <param name="options">Values of <see cref="Options"/>.</param>
    internal virtual bool NamesFilmsByItem(FormatOptions options) => false;

    /// <summary>What of a film its readers may trip over, as the rest of a sentence behind the number of such films; null if nothing.</summary>
    /// <param name="film">What the film says of itself.</param>
    internal virtual string? FilmCaveat(FilmHeader film) => null;

    /// <summary>Begins an export.</summary>
    /// <param name="target">Where files go.</param>
    /// <param name="options">What the user said: values of <see cref="Options"/>.</param>
    /// <param name="contents">What the dataset was found to hold.</param>
    /// <exception cref="DatasetException">The format has no room for all of its categories, or not for their names.</exception>
    public abstract DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents);
}

/// <summary>A format that datasets go out in, but do not come in: it holds less than a dataset.</summary>
public abstract class WriteOnlyFormat : AnnotationFormat
{
    /// <inheritdoc/>
    public sealed override bool CanRead => false;

    /// <summary>Nothing: nothing is read in this format.</summary>
    public sealed override string Layout => "";

    /// <summary>No: nothing is read in this format.</summary>
    /// <param name="path">Any path.</param>
    public sealed override bool Matches(string path) => false;

    /// <summary>Refuses.</summary>
    /// <param name="path">Any path.</param>
    /// <param name="options">Any options.</param>
    /// <exception cref="DatasetException">Always.</exception>
    public sealed override Dataset Open(string path, ReadOptions options) =>
        throw new DatasetException(path, $"the format '{Name}' is written, not read; read the dataset that was exported");
}
