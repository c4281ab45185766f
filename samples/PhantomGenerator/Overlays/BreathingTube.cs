namespace PhantomGenerator.Overlays;

/// <summary>The tube of an intubated patient, seen as its opaque line. Thin as it is, the annotation follows it as a long quad.</summary>
/// <param name="TopX">Where it enters the film.</param>
/// <param name="TipX">Where it ends, above the fork of the windpipe.</param>
/// <param name="TipY">Where it ends.</param>
/// <param name="Gauge">Width of the line in pixels.</param>
internal sealed record BreathingTube(int TopX, int TipX, int TipY, int Gauge) : IOverlay
{
    /// <inheritdoc/>
    public IgnoreRegion Region => new([[(TopX - Gauge - 1, 0), (TipX - Gauge - 1, TipY + 2), (TipX + Gauge + 2, TipY + 2), (TopX + Gauge + 2, 0)]]);

    /// <inheritdoc/>
    public void Draw(Plate plate) => plate.Stroke((TopX, -10), (TipX, TipY), Gauge / 2.0, 0.93);
}
