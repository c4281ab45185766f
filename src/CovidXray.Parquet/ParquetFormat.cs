using CovidXray.Formats;
using CovidXray.Formats.Tables;

namespace CovidXray.Parquet;

/// <summary>Two Parquet tables: <c>images.parquet</c>, one row an image, and <c>annotations.parquet</c>, one row an annotation.</summary>
public sealed class ParquetFormat : TableFormat
{
    /// <inheritdoc/>
    public override string Name => "parquet";

    /// <inheritdoc/>
    public override string Description => "the tables of csv as Parquet: typed columns, tags as lists";

    private protected override IDatasetTable CreateTable(IExportTarget target, string name, IReadOnlyList<TableColumn> columns, FormatOptions options) =>
        new ParquetTable(target.Create(name + ".parquet"), columns);
}
