using CovidXray.Filters;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Score;
using CovidXray.Rasterization;

namespace CovidXray.Browser;

/// <summary>What is browsed.</summary>
internal sealed record BrowseOptions
{
    /// <summary>The dataset, as the user named it.</summary>
    public required string Location { get; init; }

    /// <summary>How it is read.</summary>
    public ReadOptions Reading { get; init; } = new();

    /// <summary>Which saved selection, split and metadata go with it.</summary>
    public ImageChoice Choice { get; init; } = new();

    /// <summary>Rules that always hold; null for none.</summary>
    public ImageFilter? Rules { get; init; }

    /// <summary>Whether images that the selection or the rules drop are left out, rather than known as dropped.</summary>
    public bool HoldsChosenOnly { get; init; }

    /// <summary>Folders with the films; if there are none, films lie in the dataset.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>The file with what <c>duplicates</c> found; null for the dataset's own, if it is there.</summary>
    public string? DuplicatesPath { get; init; }

    /// <summary>The file with what <c>check</c> found; null for the dataset's own, if it is there.</summary>
    public string? FindingsPath { get; init; }

    /// <summary>Predicted lungs that are shown beside the true ones, the first path alone, and how they are read; null for none.</summary>
    public ScoreOptions? Predictions { get; init; }

    /// <summary>The options of a command line that say which data these are: <c>-d</c>, <c>--metadata</c> and the like, as they were typed.</summary>
    public IReadOnlyList<string> DataArguments { get; init; } = [];

    /// <summary>Films and images of more pixels are not shown.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;
}
