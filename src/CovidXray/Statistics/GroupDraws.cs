using CovidXray.Splits;
using MathNet.Numerics.Statistics;

namespace CovidXray.Statistics;

/// <summary>Intervals by drawing groups with replacement, each with all of its images: Efron's percentile method, of clusters (Davison and Hinkley 1997, 3.8).</summary>
internal sealed class GroupDraws
{
    private readonly int[][] _weights;

    /// <param name="groups">The group of each image, from 0.</param>
    /// <param name="count">How many times as many groups are drawn as there are.</param>
    /// <param name="seed">Another one makes other draws.</param>
    public GroupDraws(IReadOnlyList<int> groups, int count, ulong seed)
    {
        var all = groups.Max() + 1;
        _weights = new int[count][];
        for (var draw = 0; draw < count; draw++)
        {
            var random = new SplitRandom(RandomSeeds.Of(seed, (ulong)draw));
            var drawn = new int[all];
            for (var i = 0; i < all; i++)
            {
                drawn[random.Below(all)]++;
            }

            _weights[draw] = [.. groups.Select(g => drawn[g])];
        }
    }

    /// <summary>For each draw, how often each image is drawn.</summary>
    public IReadOnlyList<int[]> Weights => _weights;

    /// <summary>The interval of a figure.</summary>
    /// <param name="figures">The figure of each draw; what is not finite counts for nothing.</param>
    /// <returns>Null if no draw has one.</returns>
    public static Interval? Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? null : new Interval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double share) => SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
}
