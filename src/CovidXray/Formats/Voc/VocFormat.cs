using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Formats.Voc;

/// <summary>PASCAL VOC: boxes in XML, masks of classes and of objects as palette PNGs, lists of images.</summary>
/// <remarks>
/// <code>
/// DIR/Annotations/0a7faa2a.xml            boxes: first and last pixel, counted from 1
/// DIR/JPEGImages/0a7faa2a.jpg             films, PNGs too
/// DIR/SegmentationClass/0a7faa2a.png      0 background, 1..n the classes by name, 255 void: Ignore
/// DIR/SegmentationObject/0a7faa2a.png     n is the nth object of the XML
/// DIR/ImageSets/Main/trainval.txt         all images; CLASS_trainval.txt says 1 or -1 for each
/// DIR/ImageSets/Segmentation/trainval.txt those that have masks
///                                         in parts: train.txt, val.txt, test.txt beside them, trainval.txt train and val
/// DIR/labelmap.txt                        the classes' numbers and colours, as CVAT and Datumaro write them
/// </code>
/// Read, an object's pixels become a polygon that paints them again; an object without pixels is a box; each piece of void is an Ignore.
/// Masks without XML files are read if labelmap.txt or labelme's class_names.txt names their classes, in colours, too.
/// Plain folders of XML files, as V7's exporter wrote them, and such folders called train, valid and test, as Roboflow's, are read, too.
/// </remarks>
public sealed class VocFormat : AnnotationFormat
{
    internal const string FilmFolder = "JPEGImages";
    internal const string XmlFolder = "Annotations";
    internal const string ClassFolder = "SegmentationClass";
    internal const string ObjectFolder = "SegmentationObject";

    /// <inheritdoc/>
    public override string Name => "voc";

    /// <inheritdoc/>
    public override string Description => "PASCAL VOC: boxes as XML, class and object masks with Ignore as void, image sets";

    /// <inheritdoc/>
    public override string Layout => "a VOC folder (Annotations/*.xml)";

    /// <summary>VOC's files are named by the film.</summary>
    public override bool PrefersOriginalNames => true;

    /// <summary>Yes: readers put <c>.jpg</c> behind the names of the lists.</summary>
    public override bool HasPlainExtensions => true;

    /// <inheritdoc/>
    public override bool Matches(string path) => VocFiles.IsOne(path) || (File.Exists(path) && IsXml(Path.GetFileName(path)));

    /// <inheritdoc/>
    public override Dataset Open(string path, ReadOptions options)
    {
        var (problems, notes) = (new List<DatasetException>(), new List<string>());
        if (File.Exists(path))
        {
            var file = new VocFile(VocFolder.OfFile(path), "", Path.GetFileNameWithoutExtension(path), Path.GetExtension(path));
            return new Dataset(path, Name, VocFiles.Entries([file], problems, notes), problems);
        }

        var folders = VocFiles.Folders(path);
        var what = folders.Count == 0 ? $"there are no VOC annotations (*.xml) in it, nor in a folder {XmlFolder} inside"
            : !folders.Any(f => f.HasXml || f.Labels != VocLabels.None)
                ? $"there are masks in {ClassFolder}, and nothing that names their classes: expected {VocLabels.FileName} or {VocLabels.NamesFile} beside it, or XML files in {XmlFolder}"
            : null;
        return what is not null ? throw new DatasetException(path, what)
            : new Dataset(path, Name, VocFiles.Entries(VocFiles.In(folders, problems, notes), problems, notes), problems, notes: notes) { Classes = VocFiles.Classes(folders) };
    }

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(losses);
        AnnotationLosses.Count(losses, image, AnnotationKind.Tag);
        AnnotationLosses.CountUndrawn(losses, image);
        AnnotationLosses.CountKeys(losses, image, key => VocObject.Flags.Any(f => f.Name == key));
        AnnotationLosses.CountInMask(losses, image, painter, VocWriter.ObjectLabels(image));
    }

    /// <summary>A list for each part in <c>ImageSets</c>.</summary>
    public override PartLayout Parts => PartLayout.Parts;

    /// <inheritdoc/>
    public override string FilmPath(string fileName) => $"{FilmFolder}/{fileName}";

    /// <summary>The classes from 1 on; Ignore is void.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<DatasetClass> NumberClasses(FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        return [.. contents.CreateLabels() is var labels ? labels.Categories.Select(c => new DatasetClass(c == Category.Ignore ? VocColors.Void : labels[c], c)) : []];
    }

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(contents);
        return new VocWriter(target, contents.CreateLabels(), contents.Parts);
    }

    /// <summary>Whether a file is an annotation file, by its name.</summary>
    internal static bool IsXml(string name) => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && name[0] != '.';
}
