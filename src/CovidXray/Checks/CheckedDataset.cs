using CovidXray.Annotations;
using CovidXray.Filters.Metadata;

namespace CovidXray.Checks;

/// <summary>All images together, as rules look at them that compare images.</summary>
/// <param name="Location">The dataset, as the user gave it.</param>
/// <param name="Images">What is kept of each image, sorted by id (ordinal).</param>
internal sealed record CheckedDataset(string Location, IReadOnlyList<ImageSummary> Images)
{
    /// <summary>The metadata table; null if there is none.</summary>
    public MetadataTable? Metadata { get; init; }

    /// <summary>The split; null if there is none.</summary>
    public CheckedSplit? Split { get; init; }

    /// <summary>The table of classes that the dataset's own files hold; empty in formats without one.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; init; } = [];
}
