using CovidXray.Filters;

namespace CovidXray.Jobs.Filter;

/// <summary>By which rules <see cref="FilterJob"/> chooses, and where it keeps the choice.</summary>
public sealed record FilterJobOptions
{
    /// <summary>The rules; null for none, which keeps every image and leaves the dataset's selection as it is.</summary>
    public ImageFilter? Filter { get; init; }

    /// <summary>ieee8023's table, joined by file name; null for <c>metadata.csv</c> in the dataset, if it is there.</summary>
    public string? MetadataPath { get; init; }

    /// <summary>The file of a saved split; null for the dataset's own, if it has one.</summary>
    public string? SplitPath { get; init; }

    /// <summary>The file that keeps the choice; null for the dataset's own, which later commands use unasked.</summary>
    public string? SelectionPath { get; init; }

    /// <summary>Replaces the file that <see cref="SelectionPath"/> names, if it is there. The dataset's own selection is replaced anyway.</summary>
    public bool Overwrites { get; init; }

    /// <summary>Writes no file.</summary>
    public bool SavesNothing { get; init; }
}
