namespace CovidXray.Jobs.Export;

/// <summary>Of an export's manifest what a later run must know to replace the export.</summary>
/// <param name="Contents">The names of the files and folders that belong to it.</param>
internal sealed record ExportDocument(string?[] Contents)
{
    /// <summary>Of a shard's manifest what its join must know; see <see cref="ExportIdentity"/>.</summary>
    internal sealed record Head(string Covidxr, string Format, Dictionary<string, string[]> Options, ImagesPart Dataset, ImagesPart Selection);

    /// <param name="Images">Number of images.</param>
    /// <param name="Fingerprint">The hash of their identifiers.</param>
    internal sealed record ImagesPart(int Images, string Fingerprint);
}
