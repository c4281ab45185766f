namespace CovidXray.Filters.Selections;

/// <summary><c>selection.json</c> as it is on disk.</summary>
internal sealed record SelectionDocument(int Version, SelectionDocument.DatasetPart Dataset, FilterOptions Rules, string[] Ids)
{
    /// <summary>The only version so far.</summary>
    public const int CurrentVersion = 1;

    /// <param name="Images">Number of images.</param>
    /// <param name="Fingerprint">The hash of their identifiers.</param>
    internal sealed record DatasetPart(int Images, string Fingerprint);
}
