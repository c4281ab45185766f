namespace CovidXray.Scores;

/// <summary>Percentiles that lie linearly between two values: NumPy's default, Hyndman and Fan's type 7.</summary>
internal static class Percentile
{
    /// <summary>The percentile of sorted values, one at least.</summary>
    /// <param name="sorted">Values in ascending order, none infinite.</param>
    /// <param name="share">0 for the smallest to 1 for the largest.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var rank = (int)place;
        return Between(sorted[rank], sorted[Math.Min(rank + 1, sorted.Length - 1)], place - rank);
    }

    /// <summary>A value between two others, in the order of operations that NumPy has.</summary>
    public static double Between(double lower, double upper, double share) =>
        share < 0.5 ? lower + ((upper - lower) * share) : upper - ((upper - lower) * (1 - share));
}
