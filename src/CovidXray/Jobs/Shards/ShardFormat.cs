using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Jobs.Shards;

/// <summary>What a shard of an export writes, whatever the export's format: the films of its images, and nothing of their annotations.</summary>
/// <param name="export">The export's own format.</param>
internal sealed class ShardFormat(AnnotationFormat export) : WriteOnlyFormat
{
    /// <inheritdoc/>
    public override string Name => export.Name;

    /// <inheritdoc/>
    public override string Description => export.Description;

    /// <inheritdoc/>
    public override FilmRole Films => export.Films;

    /// <inheritdoc/>
    public override string FilmPath(string fileName) => $"{FilmShards.FilmFolder}/{fileName}";

    /// <inheritdoc/>
    public override IReadOnlyList<DatasetClass> NumberClasses(FormatOptions options, DatasetContents contents) => export.NumberClasses(options, contents);

    /// <inheritdoc/>
    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents) => new Nothing();

    private sealed class Nothing : DatasetWriter
    {
        public override Action? Prepare(ExportedImage image) => null;

        public override void Finish()
        {
        }
    }
}
