using CovidXray.Images;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Films;

/// <summary>How films are made for an export: 8-bit grey, PNG or JPEG. Without more said, a PNG of each film as it is.</summary>
public sealed record ConversionOptions
{
    /// <summary>The size of all films in pixels; null leaves each its own.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>How films of another shape fit <see cref="Size"/>.</summary>
    public Fit Fit { get; init; } = Fit.Stretch;

    /// <summary>The quality of JPEG, 1 to 100; null for PNG.</summary>
    public int? Quality { get; init; }

    /// <summary>Which pixels are kept. All but <see cref="PixelControls.Crop"/> need PNG: JPEG would blur removed pixels into kept ones.</summary>
    public PixelControls Pixels { get; init; }

    /// <summary>What is left around the lungs' box by <see cref="PixelControls.Crop"/>.</summary>
    public CropMargin Margin { get; init; }

    /// <summary>The grey of pixels that are not kept and of padding; null for the mean of each film as it would be without them.</summary>
    public byte? Fill { get; init; } = 0;

    /// <summary>How the 16 bits of films that have so many become 8.</summary>
    public FilmLevels Levels { get; init; } = FilmLevels.Full;

    /// <summary>The names of pixel controls, as they are typed.</summary>
    internal static IReadOnlyList<(string Name, PixelControls Control)> ControlNames { get; } =
    [
        ("full", PixelControls.None),
        ("lungs-only", PixelControls.LungsOnly),
        ("lungs-removed", PixelControls.LungsRemoved),
        ("ignore-removed", PixelControls.IgnoreRemoved),
        ("crop", PixelControls.Crop),
    ];

    /// <summary>Whether polygons say which pixels are kept.</summary>
    internal bool FollowsPolygons => Pixels != PixelControls.None;

    /// <summary>Why there are no such films; null if there are.</summary>
    internal string? Problem() => this switch
    {
        { Size: ( < 1 or > MaskLimits.MaxSide, _) or (_, < 1 or > MaskLimits.MaxSide) } => $"The size {Size.Value.Width}x{Size.Value.Height} is none; sides are 1 to {MaskLimits.MaxSide} pixels.",
        { Quality: < 1 or > 100 } => $"The quality of JPEG is 1 to 100, not {Quality}.",
        { Quality: not null } when (Pixels & ~PixelControls.Crop) != PixelControls.None => "JPEG would blur removed pixels into kept ones; leave the quality out for PNG.",
        _ when Pixels.HasFlag(PixelControls.LungsOnly | PixelControls.LungsRemoved) => "The lungs alone and all but the lungs leave no pixel together.",
        _ => null,
    };
}
