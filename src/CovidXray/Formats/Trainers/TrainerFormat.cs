using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Rasterization;

namespace CovidXray.Formats.Trainers;

/// <summary>Films with masks of labels, as those train who segment: what is no pixel of a mask is lost, or a field.</summary>
public abstract class TrainerFormat : WriteOnlyFormat
{
    private protected TrainerFormat()
    {
    }

    /// <inheritdoc/>
    public sealed override FilmRole Films => FilmRole.Required;

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(losses);
        AnnotationLosses.Count(losses, image, AnnotationKind.BoundingBox);
        AnnotationLosses.CountUndrawn(losses, image);
        AnnotationLosses.CountInMask(losses, image, painter, ExportedImage.LabelsOf(image, contents.CreateLabels()));
    }

    /// <inheritdoc/>
    public override bool IsAllBackground(AnnotatedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return !image.Annotations.Any(a => a.IsPainted);
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<DatasetClass> NumberClasses(FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var labels = contents.CreateLabels();
        return [.. labels.Categories.Select(c => new DatasetClass(labels[c], c))];
    }

    /// <inheritdoc/>
    public sealed override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contents);
        var labels = contents.CreateLabels();
        LabelFile.RequireOwnNames(labels, ReservedNames);
        return CreateWriter(target, options, contents, new PooledMaskEncoders(labels));
    }

    /// <summary>What a category cannot be called, as the format means something else by it, beside the background.</summary>
    private protected virtual IReadOnlyList<string> ReservedNames => [];

    /// <summary>Begins an export.</summary>
    /// <param name="target">Where files go.</param>
    /// <param name="options">What the user said.</param>
    /// <param name="contents">What the dataset was found to hold.</param>
    /// <param name="masks">Makes the masks.</param>
    private protected abstract DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents, PooledMaskEncoders masks);
}
