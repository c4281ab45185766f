using CovidXray.Annotations;
using CovidXray.Filters.Metadata;

namespace CovidXray.Jobs;

/// <summary>The images that a command works on.</summary>
/// <param name="Dataset">They alone, as a dataset.</param>
/// <param name="All">Every image of the dataset that they were chosen from.</param>
/// <param name="Metadata">The metadata table that goes with them, where there is one.</param>
/// <param name="Scope">How they were chosen, for a report: <c>175 of 253 images: min-size 512</c>.</param>
internal sealed record ChosenImages(Dataset Dataset, IReadOnlyList<DatasetEntry> All, MetadataTable? Metadata, string Scope) : IDisposable
{
    public void Dispose() => Dataset.Dispose();
}
