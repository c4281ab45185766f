using System.Globalization;
using CovidXray.Images;
using CovidXray.Masks;
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

/// <summary>How much is left around a box: pixels of the film, or a percentage of each of the box's sides.</summary>
/// <param name="Amount">0 or more.</param>
/// <param name="IsPercent">Whether it is a percentage.</param>
public readonly record struct CropMargin(int Amount, bool IsPercent)
{
    /// <summary>Reads <c>20</c> or <c>10%</c>; null if it is neither.</summary>
    internal static CropMargin? Parse(string text)
    {
        var isPercent = text.EndsWith('%');
        return int.TryParse(isPercent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000
            ? new CropMargin(amount, isPercent)
            : null;
    }

    /// <summary>A box with this margin around it, as far as the film reaches.</summary>
    internal PixelBox Around(PixelBox box, int width, int height)
    {
        var (x, y) = (Of(box.Width), Of(box.Height));
        var (left, top) = ((int)Math.Max(0, box.X - x), (int)Math.Max(0, box.Y - y));
        var (right, bottom) = ((int)Math.Min(width, box.X + box.Width + x), (int)Math.Min(height, box.Y + box.Height + y));
        return new PixelBox(left, top, right - left, bottom - top);
    }

    private long Of(int side) => IsPercent ? ((long)side * Amount + 50) / 100 : Amount;
}

/// <summary>Which pixels of a film an export keeps: the controls that tell what a network learns from.</summary>
[Flags]
public enum PixelControls
{
    /// <summary>All: nothing is removed.</summary>
    None = 0,

    /// <summary>Those of a Lung annotation, whether or not Ignore lies over them.</summary>
    LungsOnly = 1,

    /// <summary>All but those.</summary>
    LungsRemoved = 2,

    /// <summary>All but those of an Ignore annotation.</summary>
    IgnoreRemoved = 4,

    /// <summary>The box of the lungs.</summary>
    Crop = 8,
}
