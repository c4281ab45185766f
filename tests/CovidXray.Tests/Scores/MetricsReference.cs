using CovidXray.Masks;
using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

/// <summary>The figures of two masks written down pixel by pixel from their definitions: what the runs' figures are compared with.</summary>
internal static class MetricsReference
{
    public static MaskFigures Compare(Mask truth, Mask predicted, MaskMetricsOptions options)
    {
        var (width, height) = (truth.Width, truth.Height);
        var ignored = Pixels(truth, l => options.IgnoredLabel != 0 && l == options.IgnoredLabel);
        var a = Without(Pixels(truth, l => l == options.Label), ignored);
        var b = Without(Pixels(predicted, l => l == options.Label), ignored);
        var (inA, inB) = (Count(a), Count(b));
        var (edgeA, edgeB) = (Points(Boundary(a)), Points(Boundary(b)));
        var first = Distances(edgeA, edgeB);
        var second = Distances(edgeB, edgeA);
        double[] both = [.. first, .. second];
        var isEmpty = inA + inB == 0;
        var isHalfEmpty = !isEmpty && (inA == 0 || inB == 0);
        double? Of(Func<double> value, double ifHalfEmpty) => isEmpty ? null : isHalfEmpty ? ifHalfEmpty : value();
        double? Distance(Func<double> value) => Of(value, double.PositiveInfinity);
        var tolerance = options.Tolerance.On(width, height);
        var radius = Math.Max(1, (int)Math.Round(options.Band.On(width, height)));
        var (bandA, bandB) = (Band(a, radius), Band(b, radius));
        return new MaskFigures
        {
            Width = width,
            Height = height,
            Counts = new PixelCounts((width * height) - Count(ignored), inA, inB, Common(a, b)),
            TruePieces = Pieces(a),
            PredictedPieces = Pieces(b),
            Hausdorff = Distance(() => both.Max()),
            Hausdorff95Pooled = Distance(() => Percentile(both, 0.95)),
            Hausdorff95Directed = Distance(() => Math.Max(Percentile(first, 0.95), Percentile(second, 0.95))),
            MeanFromTrue = Distance(() => first.Average()),
            MeanFromPredicted = Distance(() => second.Average()),
            Assd = Distance(() => both.Average()),
            SurfaceDice = Of(() => both.Count(d => d <= tolerance) / (double)both.Length, 0),
            BoundaryIou = isEmpty ? null : Common(bandA, bandB) / (double)(Count(bandA) + Count(bandB) - Common(bandA, bandB)),
        };
    }

    public static bool[,] Boundary(bool[,] mask) =>
        Where(mask, (x, y) => !(At(mask, x - 1, y) && At(mask, x + 1, y) && At(mask, x, y - 1) && At(mask, x, y + 1)));

    public static bool[,] Pixels(Mask mask, Func<byte, bool> isChosen)
    {
        var pixels = new bool[mask.Width, mask.Height];
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                pixels[x, y] = isChosen(mask[x, y]);
            }
        }

        return pixels;
    }

    /// <summary>The squared distance of each point from the nearest of others.</summary>
    public static int[] Squares(List<(int X, int Y)> from, List<(int X, int Y)> to) =>
        [.. from.Select(p => to.Min(q => ((p.X - q.X) * (p.X - q.X)) + ((p.Y - q.Y) * (p.Y - q.Y))))];

    /// <summary>Row by row.</summary>
    public static List<(int X, int Y)> Points(bool[,] mask)
    {
        var points = new List<(int, int)>();
        for (var y = 0; y < mask.GetLength(1); y++)
        {
            for (var x = 0; x < mask.GetLength(0); x++)
            {
                if (mask[x, y])
                {
                    points.Add((x, y));
                }
            }
        }

        return points;
    }

    /// <summary>The mask less what is left after so many erosions by 3 x 3.</summary>
    private static bool[,] Band(bool[,] mask, int radius)
    {
        var inner = mask;
        for (var i = 0; i < radius; i++)
        {
            var outer = inner;
            inner = Where(outer, (x, y) => Enumerable.Range(-1, 3).All(dx => Enumerable.Range(-1, 3).All(dy => At(outer, x + dx, y + dy))));
        }

        return Without(mask, inner);
    }

    private static int Pieces(bool[,] mask)
    {
        var (left, pieces) = ((bool[,])mask.Clone(), 0);
        foreach (var point in Points(mask).Where(p => left[p.X, p.Y]))
        {
            pieces++;
            var todo = new Stack<(int X, int Y)>([point]);
            while (todo.TryPop(out var p))
            {
                for (var i = 0; i < 9; i++)
                {
                    var (x, y) = (p.X + (i % 3) - 1, p.Y + (i / 3) - 1);
                    if (At(left, x, y))
                    {
                        left[x, y] = false;
                        todo.Push((x, y));
                    }
                }
            }
        }

        return pieces;
    }

    private static double Percentile(double[] values, double share)
    {
        var sorted = values.Order().ToArray();
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = (int)Math.Ceiling(place);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private static double[] Distances(List<(int X, int Y)> from, List<(int X, int Y)> to) =>
        from.Count == 0 || to.Count == 0 ? [] : [.. Squares(from, to).Select(s => Math.Sqrt(s))];

    private static bool At(bool[,] mask, int x, int y) => x >= 0 && y >= 0 && x < mask.GetLength(0) && y < mask.GetLength(1) && mask[x, y];

    private static bool[,] Where(bool[,] mask, Func<int, int, bool> isKept)
    {
        var kept = new bool[mask.GetLength(0), mask.GetLength(1)];
        foreach (var (x, y) in Points(mask))
        {
            kept[x, y] = isKept(x, y);
        }

        return kept;
    }

    private static bool[,] Without(bool[,] mask, bool[,] less) => Where(mask, (x, y) => !less[x, y]);

    private static long Common(bool[,] a, bool[,] b) => Count(Where(a, (x, y) => b[x, y]));

    private static long Count(bool[,] mask) => Points(mask).Count;
}
