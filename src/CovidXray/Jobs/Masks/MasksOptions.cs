using CovidXray.Formats.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Masks;

/// <summary>How masks are made.</summary>
internal sealed record MasksOptions
{
    public required MaskStyle Style { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    public required PaintOrder Order { get; init; }

    /// <summary>The size of every mask; null for each image's own.</summary>
    public (int Width, int Height)? Size { get; init; }

    public Fit Fit { get; init; } = Fit.Stretch;

    /// <summary>Named by the image's original file name rather than its id.</summary>
    public bool UsesOriginalNames { get; init; }

    public ExistingFiles Existing { get; init; } = ExistingFiles.AreErrors;

    public int Jobs { get; init; } = 1;

    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    public bool StopsAtFirstError { get; init; }

    /// <summary>The part of the images that is done here; null for all.</summary>
    public Shard? Shard { get; init; }
}
