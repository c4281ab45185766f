using CovidXray.Images;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Films;

/// <summary>How films are made for an export.</summary>
internal sealed record ConversionOptions
{
    /// <summary>The size of all films; null leaves each its own.</summary>
    public required (int Width, int Height)? Size { get; init; }

    /// <summary>How films of another shape fit the size.</summary>
    public required Fit Fit { get; init; }

    /// <summary>The quality of JPEG, 1 to 100; null for PNG.</summary>
    public required int? Quality { get; init; }

    /// <summary>Which pixels are kept.</summary>
    public required PixelControls Pixels { get; init; }

    /// <summary>Whether polygons say which pixels are kept.</summary>
    public bool FollowsPolygons => Pixels != PixelControls.Full;

    /// <summary>What is left around the lungs' box.</summary>
    public required CropMargin Margin { get; init; }

    /// <summary>The grey of pixels that are not kept and of padding; null for the mean of the film as it would be without them.</summary>
    public required byte? Fill { get; init; }

    /// <summary>How 16 bits become 8.</summary>
    public required FilmLevels Levels { get; init; }
}
