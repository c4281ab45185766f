using CovidXray.Annotations;

namespace CovidXray.Filters.Selections;

/// <summary>The part of a dataset that a selection chose.</summary>
public sealed record SelectedDataset
{
    /// <summary>The chosen images as a dataset of their own; disposing it disposes the whole dataset.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>Number of images in the whole dataset.</summary>
    public required int Total { get; init; }

    /// <summary>What the user should know if the dataset has changed since the choice; null if it has not.</summary>
    public required string? Note { get; init; }
}
