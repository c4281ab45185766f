namespace CovidXray.Splits;

/// <summary>What a random split of images does that looks at no group, into parts of the same sizes: the mean over all such splits, computed, not drawn.</summary>
/// <param name="LeakyShare">The share of images outside train of whose group train has an image, from 0 to 1; of folds, the share of images of whose group another fold has one.</param>
/// <param name="GroupsAcross">How many groups are in several parts.</param>
public sealed record RandomSplit(double LeakyShare, double GroupsAcross)
{
    /// <summary>Computes it.</summary>
    /// <param name="groupSizes">The images of each group.</param>
    /// <param name="partSizes">The images of each part.</param>
    /// <param name="train">The part that is trained on; -1 if each part is tested on what the others teach.</param>
    internal static RandomSplit Of(IReadOnlyList<int> groupSizes, IReadOnlyList<int> partSizes, int train)
    {
        var all = groupSizes.Sum();
        var (leaky, across) = (0.0, 0.0);
        foreach (var size in groupSizes.Where(s => s > 1))
        {
            across += 1 - partSizes.Sum(part => AllWithin(part, all, size));
            leaky += size * (train >= 0
                ? partSizes[train] == all ? 0 : 1 - AllWithin(all - 1 - partSizes[train], all - 1, size - 1)
                : partSizes.Sum(part => (double)part / all * (1 - AllWithin(part - 1, all - 1, size - 1))));
        }

        return new RandomSplit(all == 0 ? 0 : leaky / all, across);
    }

    /// <summary>How likely all of some images are within a part.</summary>
    private static double AllWithin(int part, int all, int images)
    {
        var likely = 1.0;
        for (var i = 0; i < images; i++)
        {
            likely *= part <= i ? 0 : (double)(part - i) / (all - i);
        }

        return likely;
    }
}
