using MathNet.Numerics;

namespace CovidXray.Scores;

/// <summary>Wilcoxon's signed-rank test of paired differences, two-sided: whether they lie about 0. The numbers are those of <c>scipy.stats.wilcoxon</c>.</summary>
/// <param name="Pairs">Differences that are not 0; others are left out (Wilcoxon's own way with them).</param>
/// <param name="Statistic">The smaller of the sums of ranks of positive and of negative differences.</param>
/// <param name="PValue">How probable a statistic as small is if differences lie about 0, 0 to 1; 1 if all are 0.</param>
/// <param name="IsExact">Whether it is counted over all signs: for at most 50 differences, none of them 0 and no two of one size. Else it is the normal approximation with ties corrected, without correction for continuity.</param>
public sealed record WilcoxonTest(int Pairs, double Statistic, double PValue, bool IsExact)
{
    private const int MostExact = 50;

    /// <summary>Tests differences.</summary>
    /// <param name="differences">Finite numbers, one a pair.</param>
    public static WilcoxonTest Of(IReadOnlyCollection<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double[] sorted = [.. differences.Where(d => d != 0).OrderBy(Math.Abs)];
        var count = sorted.Length;
        if (count == 0)
        {
            return new WilcoxonTest(0, 0, 1, IsExact: false);
        }

        var (positive, ties) = (0.0, 0.0);
        for (int i = 0, next; i < count; i = next)
        {
            for (next = i + 1; next < count && Math.Abs(sorted[next]) == Math.Abs(sorted[i]);)
            {
                next++;
            }

            // Ranks count from 1; equal sizes share the mean of theirs.
            var (rank, same) = ((i + next + 1) / 2.0, (double)next - i);
            positive += rank * sorted.AsSpan(i, next - i).Count(sorted[i] > 0 ? sorted[i] : -sorted[i]);
            ties += (same * same * same) - same;
        }

        var all = count * (count + 1.0) / 2;
        var statistic = Math.Min(positive, all - positive);
        var isExact = count <= MostExact && count == differences.Count && ties == 0;
        return new WilcoxonTest(count, statistic, isExact ? Exact(count, (int)statistic) : Approximate(count, statistic, ties), isExact);
    }

    /// <summary>Of all 2^n ways to give ranks a sign, twice the share whose sum of positive ranks is at most the statistic: whole numbers below 2^53.</summary>
    private static double Exact(int count, int statistic)
    {
        var ways = new double[statistic + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= count; rank++)
        {
            for (var sum = statistic; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }

        return Math.Min(1, Math.ScaleB(ways.Sum(), 1 - count));
    }

    private static double Approximate(int count, double statistic, double ties)
    {
        var mean = count * (count + 1.0) / 4;
        var variance = ((count * (count + 1.0) * ((2.0 * count) + 1)) - (ties / 2)) / 24;
        return SpecialFunctions.Erfc(Math.Abs(statistic - mean) / Math.Sqrt(2 * variance));
    }
}
