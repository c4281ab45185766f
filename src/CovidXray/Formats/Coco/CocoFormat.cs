using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>COCO JSON: one file for all images, polygons or run-length encoded masks. Reads V7's own export, too.</summary>
/// <remarks>Format: cocodataset.org, "Data format"; pycocotools. V7's additions are <c>tag_ids</c>, <c>tag_categories</c> and <c>darwin_*</c>.</remarks>
public sealed class CocoFormat : AnnotationFormat
{
    /// <inheritdoc/>
    public override string Name => "coco";

    /// <inheritdoc/>
    public override string Description => "COCO JSON: one file for all images, polygons or run-length encoded masks";

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
    public override void CountLosses(AnnotatedImage image, IMaskSource masks, FormatOptions options, LossCounts losses) =>
        CocoLosses.Count(image, options, losses);

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return new CocoWriter(target, options);
    }
}
