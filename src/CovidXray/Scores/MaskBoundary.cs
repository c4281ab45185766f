using CovidXray.Masks;

namespace CovidXray.Scores;

/// <summary>The boundary of a mask: its pixels that have a neighbour to the left, right, above or below that is not the mask's. Beyond the film nothing is.</summary>
/// <remarks>
/// That is the mask less its erosion by the cross of four neighbours, the boundary of MedPy, MONAI and Metrics Reloaded. A pixel
/// is inside if it is not at an end of its run and the rows above and below have it.
/// </remarks>
internal static class MaskBoundary
{
    /// <summary>Finds the boundary.</summary>
    /// <param name="mask">A mask of label 1.</param>
    public static Mask Of(Mask mask)
    {
        var boundary = new MaskBuilder(mask.Width, mask.Height, capacity: Math.Max(64, 3 * mask.Runs.Length));
        var (inner, covered, row) = (new RunRow(), new RunRow(), new RunRow());
        for (var y = 0; y < mask.Height; y++)
        {
            var runs = mask.Row(y);
            if (y == 0 || y == mask.Height - 1)
            {
                boundary.AddRow(runs);
                continue;
            }

            inner.SetToShrunk(runs, 1);
            covered.SetToCommon(inner.Runs, mask.Row(y - 1));
            inner.SetToCommon(covered.Runs, mask.Row(y + 1));
            row.SetToDifference(runs, inner.Runs);
            boundary.AddRow(row.Runs);
        }

        return boundary.ToMask();
    }
}
