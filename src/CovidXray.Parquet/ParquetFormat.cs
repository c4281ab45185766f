using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Parquet;

/// <summary>Two Parquet tables: <c>images.parquet</c>, one row an image, and <c>annotations.parquet</c>, one row an annotation.</summary>
public sealed class ParquetFormat : WrittenFormat
{
    /// <inheritdoc/>
    public override string Name => "parquet";

    /// <inheritdoc/>
    public override string Description => "the tables of csv as Parquet: typed columns, tags as lists";

    /// <inheritdoc/>
    public override FilmRole Films => FilmRole.Optional;

    /// <inheritdoc/>
    public override void CountLosses(AnnotatedImage image, ExportOptions options, LossTally losses) => DatasetTables.CountLosses(image, losses);

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, ExportOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return new DatasetTables(options, FilmPath, (name, columns) => new ParquetTable(target.Create(name + ".parquet"), columns));
    }
}
