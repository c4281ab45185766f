namespace CovidXray.Scores;

/// <summary>What of two masks is compared, and how.</summary>
public sealed record MaskMetricsOptions
{
    /// <summary>The label that is compared, 1 or more; other labels count as background. 1 if not set.</summary>
    public byte Label { get; init; } = 1;

    /// <summary>
    /// A label of the true mask whose pixels are taken out of both masks and of the background, as if the film did not have them; 0, if not
    /// set, for none. Where they are cut out of both masks, both get the same border there, at distance 0.
    /// </summary>
    public byte IgnoredLabel { get; init; }

    /// <summary>How far from the other boundary a boundary pixel may be to count in <see cref="MaskFigures.SurfaceDice"/>. 2 pixels if not set.</summary>
    public PixelLength Tolerance { get; init; } = PixelLength.Pixels(2);

    /// <summary>
    /// How wide the band is that <see cref="MaskFigures.BoundaryIou"/> compares, rounded to whole pixels (half to even), 1 at least. 2 % of
    /// the diagonal if not set, as in Cheng's code.
    /// </summary>
    public PixelLength Band { get; init; } = PixelLength.OfDiagonal(0.02);
}
