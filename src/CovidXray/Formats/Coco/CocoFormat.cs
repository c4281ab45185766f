using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Formats.Coco;

/// <summary>COCO JSON: one file for all images, polygons or run-length encoded masks. Reads V7's own export, too.</summary>
/// <remarks>Format: cocodataset.org, "Data format"; pycocotools. V7's additions are <c>tag_ids</c>, <c>tag_categories</c> and <c>darwin_*</c>.</remarks>
public sealed class CocoFormat : AnnotationFormat
{
    /// <inheritdoc/>
    public override string Name => "coco";

    /// <inheritdoc/>
    public override string Description => "COCO JSON: one file for all images, polygons or run-length encoded masks";

    /// <summary><c>--rle</c>: polygons, or masks as runs.</summary>
    public static FormatOption<RleForm> Rle { get; } = new(
        "rle",
        "masks as runs rather than polygons: compressed (pycocotools' text) or plain (arrays of numbers)",
        [("compressed", RleForm.Compressed), ("plain", RleForm.Plain)],
        RleForm.Polygons)
    { ValueName = "FORM", IsValueOptional = true };

    /// <summary><c>--compat v7</c>: whether the file is as V7's own exporter writes it.</summary>
    public static FormatOption<bool> IsV7Compatible { get; } = new("compat", "v7 writes the form of V7's own exporter, with its defects", [("v7", true)], false) { ValueName = "v7" };

    /// <summary><c>--layout</c>: whether the file lies beside the folder of films, rather than in a folder <c>annotations</c>, where Datumaro and CVAT look.</summary>
    public static FormatOption<bool> IsFlat { get; } = new(
        "layout",
        $"where the annotations are: instances ({CocoFiles.Instances}, as Datumaro and CVAT want it) or flat ({CocoFiles.Flat})",
        [("instances", false), ("flat", true)],
        false)
    { ValueName = "LAYOUT" };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [Rle, IsV7Compatible, IsFlat];

    /// <inheritdoc/>
    public override string Layout => "a COCO .json file (or a folder with annotations/instances_*.json or _annotations.coco.json)";

    /// <summary>COCO joins films by <c>file_name</c>.</summary>
    public override bool PrefersOriginalNames => true;

    /// <summary>Yes: it has the addresses of images.</summary>
    public override bool DropsTokens => true;

    /// <inheritdoc/>
    internal override bool KeepsFolders => true;

    /// <summary>A file for each part.</summary>
    public override PartLayout Parts => PartLayout.Parts;

    /// <inheritdoc/>
    public override bool Matches(string path) => CocoFiles.Find(path) is not null;

    /// <inheritdoc/>
    public override Dataset Open(string path, ReadOptions options)
    {
        var found = CocoFiles.Find(path);
        if (found is { Problem: { } problem })
        {
            throw new DatasetException(path, problem);
        }

        if (found is not var (files, notes))
        {
            return Directory.Exists(path)
                ? throw new DatasetException(path, "there is no COCO file in it (such as annotations/instances_*.json, _annotations.coco.json or annotations.json); name the file itself")
                : CocoReader.Open(path, [path], []);
        }

        return files is [var only] && CocoKinds.Of(only) == CocoKind.Results
            ? throw new DatasetException(only, "this is a list of COCO results (what a detector found), not a dataset: it has no images and no categories; name the dataset's own file")
            : CocoReader.Open(path, files, notes);
    }

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses) =>
        CocoLosses.Count(image, options, losses);

    /// <summary>COCO has places for it, V7's form has not.</summary>
    internal override void CountLossesOfDataset(FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        if (options.Get(IsV7Compatible))
        {
            base.CountLossesOfDataset(options, contents, losses);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<DatasetClass> NumberClasses(FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contents);
        return CocoClasses.Of(contents, options.Get(IsV7Compatible));
    }

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contents);
        var ids = new CocoImageIds(contents.Identities);
        return contents.Parts.Count == 0 ? new CocoWriter(target, options, contents, part: null, ids) : new CocoPartsWriter(target, options, contents, ids);
    }
}

/// <summary>Counts what COCO cannot hold of an image.</summary>
internal static class CocoLosses
{
    public static void Count(AnnotatedImage image, FormatOptions options, LossCounts losses)
    {
        var form = options.Get(CocoFormat.Rle);
        var isV7 = options.Get(CocoFormat.IsV7Compatible);
        foreach (var annotation in image.Annotations)
        {
            if (AnnotationLosses.UndrawnKind(annotation.Kind) is { } kind)
            {
                losses.Add(kind, 1);
                continue;
            }

            if (annotation.Kind == AnnotationKind.Tag)
            {
                losses.Add("ids and keys of tags", annotation.Id is not null || annotation.Extras.Count > 0 ? 1 : 0);
                continue;
            }

            if (annotation.Polygon is { } polygon && CocoShapes.IsRle(polygon, form, isV7))
            {
                losses.Add(form == RleForm.Polygons ? "points of shapes with holes (pixels are kept)" : "points of polygons (pixels are kept)", 1);
            }

            losses.Add("keys of annotations that COCO uses itself", annotation.Extras.Count(e => CocoKeys.IsOfAnnotation(e.Name) && (isV7 || e.Name != "iscrowd")));
            losses.Add("ids of annotations", isV7 && (annotation.Id is not null || annotation is { Number: not null, IsNumberOnlyACount: false }) ? 1 : 0);
        }

        if (isV7)
        {
            losses.Add("keys of images", image.Extras.Count + image.ImageExtras.Count);
            AnnotationLosses.CountOrigin(losses, image);
        }
        else
        {
            losses.Add("keys of images that COCO uses itself", image.ImageExtras.Count(e => CocoKeys.IsOfImage(e.Name)));
        }
    }
}
