namespace CovidXray.Formats.Tables;

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
