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
        RleForm.Polygons) { ValueName = "FORM", IsValueOptional = true };

    /// <summary><c>--compat v7</c>: whether the file is as V7's own exporter writes it.</summary>
    public static FormatOption<bool> IsV7Compatible { get; } = new("compat", "v7 writes the form of V7's own exporter, with its defects", [("v7", true)], false) { ValueName = "v7" };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [Rle, IsV7Compatible];

    /// <inheritdoc/>
    public override string Layout => "a COCO .json file";

    /// <summary>COCO joins films by <c>file_name</c>.</summary>
    public override bool PrefersOriginalNames => true;

    /// <inheritdoc/>
    public override bool Matches(string path) => CocoFiles.Find(path) is not null;

    /// <inheritdoc/>
    public override Dataset Open(string path)
    {
        var file = CocoFiles.Find(path) ?? path;
        return Directory.Exists(file)
            ? throw new DatasetException(path, "there is no COCO file in it (annotations.json or output.json); name the file itself")
            : CocoIndexReader.Open(path, file);
    }

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses) =>
        CocoLosses.Count(image, options, losses);

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contents);
        return new CocoWriter(target, options, contents);
    }
}
