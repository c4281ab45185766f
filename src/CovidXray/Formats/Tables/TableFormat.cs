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

    /// <summary>In the columns <c>part</c> and <c>fold</c> of <c>images</c>.</summary>
    public sealed override PartLayout Parts => PartLayout.Columns;

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
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(contents);
        return new DatasetTables(contents.Fields, FilmPath, (name, columns) => CreateTable(target, name, columns, options));
    }

    /// <summary>Begins a table.</summary>
    /// <param name="target">Where files go.</param>
    /// <param name="name">The table's name; the file's has an extension, too.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="options">The format's options.</param>
    private protected abstract IDatasetTable CreateTable(IExportTarget target, string name, IReadOnlyList<TableColumn> columns, FormatOptions options);
}

/// <summary>Writes a dataset as two tables, <c>images</c> and <c>annotations</c>, whatever a table's file is like.</summary>
/// <param name="fields">The columns that images have beside their own.</param>
/// <param name="filmPath">Where a film of a name lies in the export.</param>
/// <param name="create">Begins a table of a name with columns.</param>
internal sealed class DatasetTables(IReadOnlyList<TableColumn> fields, Func<string, string?> filmPath, Func<string, IReadOnlyList<TableColumn>, IDatasetTable> create)
    : DatasetWriter
{
    private readonly ImageRow _record = new(fields);
    private readonly IDatasetTable _images = create("images", [new TableColumn("file_name", TableType.Text), .. new ImageRow(fields).Columns]);
    private readonly IDatasetTable _annotations = create("annotations", AnnotationRow.Columns);

    public override Action? Prepare(ExportedImage image)
    {
        TableValue[] row = [TableValue.Of(image.Film is null ? null : filmPath(image.FileName)), .. _record.ValuesOf(image)];
        var annotations = AnnotationRow.ValuesOf(image);
        return () =>
        {
            _images.Add(row);
            foreach (var annotation in annotations)
            {
                _annotations.Add(annotation);
            }
        };
    }

    public override void Finish()
    {
        _images.Finish();
        _annotations.Finish();
    }

    protected override void Dispose(bool disposing)
    {
        _images.Dispose();
        _annotations.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A table that is being written, row by row.</summary>
internal interface IDatasetTable : IDisposable
{
    /// <summary>Adds a row.</summary>
    /// <param name="row">A value for each column.</param>
    void Add(IReadOnlyList<TableValue> row);

    /// <summary>Writes what is left. Without it, the file is given up.</summary>
    void Finish();
}
