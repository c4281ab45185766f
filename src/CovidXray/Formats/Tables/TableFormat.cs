using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Formats.Tables;

/// <summary>Two tables: <c>images</c>, one row an image, and <c>annotations</c>, one row an annotation. What a table's file is like, each format says.</summary>
public abstract class TableFormat : WriteOnlyFormat
{
    private protected TableFormat()
    {
    }

    /// <inheritdoc/>
    public sealed override FilmRole Films => FilmRole.Optional;

    /// <inheritdoc/>
    public sealed override void CountLosses(AnnotatedImage image, MaskPainter painter, FormatOptions options, DatasetContents contents, LossCounts losses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(losses);
        AnnotationLosses.Count(losses, image, AnnotationKind.Polygon, "outlines of polygons");
        losses.Add("places of lines, points and other shapes", image.Annotations.Count(a => AnnotationLosses.UndrawnKind(a.Kind) is not null));
    }

    /// <inheritdoc/>
    public sealed override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(contents);
        return new DatasetTables(contents.Fields, FilmPath, (name, columns) => CreateTable(target, name, columns));
    }

    /// <summary>Begins a table.</summary>
    /// <param name="target">Where files go.</param>
    /// <param name="name">The table's name; the file's has an extension, too.</param>
    /// <param name="columns">Its columns.</param>
    private protected abstract IDatasetTable CreateTable(IExportTarget target, string name, IReadOnlyList<TableColumn> columns);
}
