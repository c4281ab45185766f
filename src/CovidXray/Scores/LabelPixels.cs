using CovidXray.Masks;

namespace CovidXray.Scores;

/// <summary>Pixels of a mask as a mask of label 1.</summary>
internal static class LabelPixels
{
    /// <summary>The pixels of one label.</summary>
    /// <param name="mask">The mask; it is the result if it has no other label than 1.</param>
    /// <param name="label">The label, 1 or more.</param>
    public static Mask Of(Mask mask, byte label)
    {
        if (label == 1 && HasOnlyOnes(mask))
        {
            return mask;
        }

        var labels = new byte[256];
        labels[label] = 1;
        return mask.WithLabels(labels);
    }

    /// <summary>The pixels of one mask of label 1 that another one has not.</summary>
    public static Mask Less(Mask mask, Mask leftOut)
    {
        if (leftOut.Runs.IsEmpty)
        {
            return mask;
        }

        var (rest, row) = (new MaskBuilder(mask.Width, mask.Height), new RunRow());
        for (var y = 0; y < mask.Height; y++)
        {
            row.SetToDifference(mask.Row(y), leftOut.Row(y));
            rest.AddRow(row.Runs);
        }

        return rest.ToMask();
    }

    private static bool HasOnlyOnes(Mask mask)
    {
        foreach (var run in mask.Runs)
        {
            if (run.Label != 1)
            {
                return false;
            }
        }

        return true;
    }
}
