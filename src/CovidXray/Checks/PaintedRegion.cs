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
        var (sum, area, left, right) = (0.0, 0L, int.MaxValue, 0);
        foreach (var run in mask.Runs)
        {
            sum += run.Length * (run.Start + run.End - 1) / 2.0;
            area += run.Length;
            (left, right) = (Math.Min(left, run.Start), Math.Max(right, run.End));
        }

        return new PaintedRegion(annotation, mask, area, area == 0 ? 0 : sum / area) { Left = left, Right = right };
    }

    /// <summary>The first column that has one.</summary>
    public int Left { get; private init; }

    /// <summary>The column behind the last that has one.</summary>
    public int Right { get; private init; }

    /// <summary>The number of columns.</summary>
    public int Width => Math.Max(0, Right - Left);
}
