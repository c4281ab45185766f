using CovidXray.Masks;

namespace CovidXray.Checks;

/// <summary>The pixels of one annotation alone, and where they lie.</summary>
/// <param name="Annotation">The annotation's index in its image.</param>
/// <param name="Mask">The pixels: label 1.</param>
/// <param name="Area">How many there are.</param>
/// <param name="CentroidX">Their mean x; the image's left edge if there are none.</param>
internal sealed record PaintedRegion(int Annotation, Mask Mask, long Area, double CentroidX)
{
    public static PaintedRegion Of(int annotation, Mask mask)
    {
        var (sum, area) = (0.0, 0L);
        foreach (var run in mask.Runs)
        {
            sum += run.Length * (run.Start + run.End - 1) / 2.0;
            area += run.Length;
        }

        return new PaintedRegion(annotation, mask, area, area == 0 ? 0 : sum / area);
    }
}
