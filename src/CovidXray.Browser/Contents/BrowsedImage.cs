using CovidXray.Annotations;
using CovidXray.Filters;

namespace CovidXray.Browser.Contents;

/// <summary>What is held of one image: what filters look at, and where its film lies.</summary>
/// <param name="Entry">The image before it is read.</param>
internal sealed record BrowsedImage(DatasetEntry Entry)
{
    /// <summary>What filters look at; null if its document cannot be read.</summary>
    public ImageFacts? Facts { get; init; }

    /// <summary>Its film's file; null if there is none.</summary>
    public string? FilmPath { get; init; }

    /// <summary>Its thumbnail as <c>pull --thumbnails</c> got it; null if there is none.</summary>
    public string? ThumbnailPath { get; init; }

    /// <summary>Why its document cannot be read, or which of several films is its own; null if nothing is wrong.</summary>
    public string? Problem { get; init; }
}
