using CovidXray.Masks;
using CovidXray.Scores.Kernels;

namespace CovidXray.Scores;

/// <summary>What follows from the distances between the boundaries of two masks; without values if both are empty.</summary>
internal readonly record struct DistanceFigures
{
    private const double Percent95 = 0.95;

    public double? Hausdorff { get; private init; }

    public double? Hausdorff95Pooled { get; private init; }

    public double? Hausdorff95Directed { get; private init; }

    public double? MeanFromFirst { get; private init; }

    public double? MeanFromSecond { get; private init; }

    public double? Assd { get; private init; }

    public double? SurfaceDice { get; private init; }

    private static DistanceFigures OfOneEmpty { get; } = new()
    {
        Hausdorff = double.PositiveInfinity,
        Hausdorff95Pooled = double.PositiveInfinity,
        Hausdorff95Directed = double.PositiveInfinity,
        MeanFromFirst = double.PositiveInfinity,
        MeanFromSecond = double.PositiveInfinity,
        Assd = double.PositiveInfinity,
        SurfaceDice = 0,
    };

    /// <summary>Measures two masks of label 1.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second, of the same size.</param>
    /// <param name="tolerance">How far apart pixels may be to count as near, in pixels.</param>
    public static DistanceFigures Of(Mask a, Mask b, double tolerance)
    {
        if (a.Runs.IsEmpty || b.Runs.IsEmpty)
        {
            return a.Runs.IsEmpty && b.Runs.IsEmpty ? default : OfOneEmpty;
        }

        var (boundaryA, boundaryB) = (MaskBoundary.Of(a), MaskBoundary.Of(b));
        var first = BoundaryDistances.Squared(boundaryA, boundaryB);
        var second = BoundaryDistances.Squared(boundaryB, boundaryA);
        var count = (double)first.Length + second.Length;
        var (sumFirst, sumSecond) = (RootSum.Of(first), RootSum.Of(second));
        var limit = LargestSquare(tolerance);
        return new DistanceFigures
        {
            Hausdorff = Math.Sqrt(Math.Max(RankedValue.Largest(first), RankedValue.Largest(second))),
            Hausdorff95Pooled = RankedValue.RootPercentile(first, second, Percent95),
            Hausdorff95Directed = Math.Max(RankedValue.RootPercentile(first, [], Percent95), RankedValue.RootPercentile(second, [], Percent95)),
            MeanFromFirst = sumFirst / first.Length,
            MeanFromSecond = sumSecond / second.Length,
            Assd = (sumFirst + sumSecond) / count,
            SurfaceDice = (CountUpTo(first, limit) + CountUpTo(second, limit)) / count,
        };
    }

    /// <summary>The largest whole number whose root is at most a length.</summary>
    private static int LargestSquare(double length)
    {
        if (length >= BoundaryDistances.MaxDiagonal)
        {
            return int.MaxValue;
        }

        var square = (int)(length * length);
        square -= Math.Sqrt(square) > length ? 1 : 0;
        return Math.Sqrt(square + 1) <= length ? square + 1 : square;
    }

    private static long CountUpTo(ReadOnlySpan<int> squares, int limit)
    {
        var count = 0L;
        foreach (var square in squares)
        {
            count += square <= limit ? 1 : 0;
        }

        return count;
    }
}
