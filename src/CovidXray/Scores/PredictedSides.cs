using CovidXray.Masks;

namespace CovidXray.Scores;

/// <summary>Parts a prediction that knows no sides into the patient's right and left lung, so that each side can be scored.</summary>
/// <remarks>
/// A predicted pixel that lies in a true lung is of that lung's side: whatever is right stays right, however the patient is turned. Any
/// other is of the side of the middle on which it lies: half-way between the centroids of the true lungs, or the film's middle if there
/// is one lung or none. A prediction that has labels for its sides needs none of this.
/// </remarks>
public static class PredictedSides
{
    /// <summary>The label of the patient's right lung, which is at the left of a frontal film.</summary>
    public const byte Right = 1;

    /// <summary>The label of the patient's left lung.</summary>
    public const byte Left = 2;

    /// <summary>Parts a prediction.</summary>
    /// <param name="truth">The true mask with labels <see cref="Right"/> and <see cref="Left"/>; others count as background.</param>
    /// <param name="predicted">A mask of the same size.</param>
    /// <param name="label">The label of its lungs, 1 or more; other labels are not in the result.</param>
    /// <returns>The predicted lungs, with labels <see cref="Right"/> and <see cref="Left"/>.</returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Mask Of(Mask truth, Mask predicted, byte label = 1)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentOutOfRangeException.ThrowIfZero(label);
        if (truth.Width != predicted.Width || truth.Height != predicted.Height)
        {
            throw new ArgumentException($"The masks are {truth.Width}x{truth.Height} and {predicted.Width}x{predicted.Height}.", nameof(predicted));
        }

        var middle = FindMiddle(truth);
        var sides = new MaskBuilder(truth.Width, truth.Height);
        for (var y = 0; y < truth.Height; y++)
        {
            foreach (var stretch in new RowChanges(truth.Row(y), predicted.Row(y), truth.Width) { GivesAll = true })
            {
                if (stretch.After == label)
                {
                    Add(sides, stretch, middle);
                }
            }

            sides.EndRow();
        }

        return sides.ToMask();
    }

    private static void Add(MaskBuilder sides, RowChanges.Change stretch, int middle)
    {
        if (stretch.Before is Right or Left)
        {
            sides.Add(stretch.Start, stretch.Length, stretch.Before);
            return;
        }

        var cut = Math.Clamp(middle - stretch.Start, 0, stretch.Length);
        sides.Add(stretch.Start, cut, Right);
        sides.Add(stretch.Start + cut, stretch.Length - cut, Left);
    }

    /// <summary>The first column of the left lung's side.</summary>
    private static int FindMiddle(Mask truth) =>
        CentroidX(truth, Right) is { } right && CentroidX(truth, Left) is { } left
            ? (int)Math.Ceiling((right + left) / 2)
            : truth.Width / 2;

    /// <summary>The mean column of a label's pixels; null if there are none.</summary>
    private static double? CentroidX(Mask mask, byte label)
    {
        var (sum, area) = (0.0, 0L);
        foreach (var run in mask.Runs)
        {
            if (run.Label == label)
            {
                sum += run.Length * (run.Start + run.End - 1) / 2.0;
                area += run.Length;
            }
        }

        return area == 0 ? null : sum / area;
    }
}
