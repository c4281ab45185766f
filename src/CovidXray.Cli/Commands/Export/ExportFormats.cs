using CovidXray.Formats;

namespace CovidXray.Cli.Commands.Export;

/// <summary>The formats that an export can be in: those of the library, and Parquet.</summary>
internal static class ExportFormats
{
    public static IReadOnlyList<AnnotationFormat> All { get; } =
    [
        .. AnnotationFormats.All,
#if PARQUET
        new Parquet.ParquetFormat(),
#else
        new AbsentParquet(),
#endif
    ];
}
