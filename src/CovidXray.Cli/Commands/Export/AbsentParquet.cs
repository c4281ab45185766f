#if !PARQUET

using CovidXray.Formats;
using CovidXray.Jobs;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Stands for Parquet in the native binary: its library relies on reflection, which native code does not have.</summary>
internal sealed class AbsentParquet : WriteOnlyFormat
{
    public override string Name => "parquet";

    public override string Description => "not in this native binary, but in the one that runs on .NET";

    public override FilmRole Films => FilmRole.Optional;

    public override DatasetWriter CreateWriter(IExportTarget target, FormatOptions options, DatasetContents contents) =>
        throw new JobException("parquet: this native binary cannot write it; csv holds the same tables, and covidxr as a .NET tool writes both") { IsUsage = true };
}
#endif
