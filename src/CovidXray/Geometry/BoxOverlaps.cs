using CovidXray.Annotations;

namespace CovidXray.Geometry;

/// <summary>Counts which boxes overlap without looking at each pair: n boxes take n log n steps, however many pairs there are.</summary>
/// <remarks>
/// A line sweeps over the boxes from left to right. Those that it meets are open; of them, one that begins overlaps all but those
/// that end above it and those that begin below it. Two sums over the ranks of y (Fenwick trees) tell how many these are.
/// Boxes that touch overlap.
/// </remarks>
internal static class BoxOverlaps
{
    /// <summary>The sum of both weights over all pairs that overlap.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="weights">A weight for each.</param>
    /// <param name="enough">Counting ends when the sum is larger.</param>
    public static long Sum(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> weights, long enough)
    {
        var sides = new Sides(boxes);
        var (tops, bottoms) = (new RankSums(sides.Ranks), new RankSums(sides.Ranks));
        var (sum, ended) = (0L, 0);
        for (var begun = 0; begun < boxes.Length; begun++)
        {
            // Where boxes touch, the one that begins comes before the one that ends.
            for (; sides.Rights[ended] < sides.Lefts[begun]; ended++)
            {
                var end = sides.ByRight[ended];
                tops.Add(sides.Tops[end], -1, -weights[end]);
                bottoms.Add(sides.Bottoms[end], -1, -weights[end]);
            }

            // All that begin at or above its lower side, without those that end above its upper side.
            var box = sides.ByLeft[begun];
            var (count, weight) = tops.Of(sides.Bottoms[box] + 1);
            var (countAbove, weightAbove) = bottoms.Of(sides.Tops[box]);
            sum += weight - weightAbove + ((count - countAbove) * weights[box]);
            if (sum > enough)
            {
                return sum;
            }

            tops.Add(sides.Tops[box], 1, weights[box]);
            bottoms.Add(sides.Bottoms[box], 1, weights[box]);
        }

        return sum;
    }

    /// <summary>How many pairs overlap.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="enough">Counting ends when there are more.</param>
    public static long Count(ReadOnlySpan<Box> boxes, long enough)
    {
        // As above, without weights: this is done for every polygon that is edited.
        var sides = new Sides(boxes);
        var (tops, bottoms) = (new int[sides.Ranks + 1], new int[sides.Ranks + 1]);
        var (pairs, ended) = (0L, 0);
        for (var begun = 0; begun < boxes.Length; begun++)
        {
            for (; sides.Rights[ended] < sides.Lefts[begun]; ended++)
            {
                Add(tops, sides.Tops[sides.ByRight[ended]], -1);
                Add(bottoms, sides.Bottoms[sides.ByRight[ended]], -1);
            }

            var box = sides.ByLeft[begun];
            pairs += Of(tops, sides.Bottoms[box] + 1) - Of(bottoms, sides.Tops[box]);
            if (pairs > enough)
            {
                return pairs;
            }

            Add(tops, sides.Tops[box], 1);
            Add(bottoms, sides.Bottoms[box], 1);
        }

        return pairs;

        static void Add(int[] sums, int rank, int count)
        {
            for (var at = rank + 1; at < sums.Length; at += at & -at)
            {
                sums[at] += count;
            }
        }

        static int Of(int[] sums, int ranks)
        {
            var count = 0;
            for (var at = ranks; at > 0; at -= at & -at)
            {
                count += sums[at];
            }

            return count;
        }
    }

    /// <summary>The sides of boxes in order: by x themselves, by y their ranks, of which equal sides have one.</summary>
    private sealed class Sides
    {
        public Sides(ReadOnlySpan<Box> boxes)
        {
            (Lefts, Rights) = (new double[boxes.Length], new double[boxes.Length]);
            (ByLeft, ByRight) = (new int[boxes.Length], new int[boxes.Length]);
            (Tops, Bottoms) = (new int[boxes.Length], new int[boxes.Length]);
            var heights = new double[2 * boxes.Length];
            var places = new int[2 * boxes.Length];
            for (var i = 0; i < boxes.Length; i++)
            {
                (Lefts[i], Rights[i], ByLeft[i], ByRight[i]) = (boxes[i].Left, boxes[i].Right, i, i);
                (heights[2 * i], heights[(2 * i) + 1]) = (boxes[i].Top, boxes[i].Bottom);
                (places[2 * i], places[(2 * i) + 1]) = (2 * i, (2 * i) + 1);
            }

            Array.Sort(Lefts, ByLeft);
            Array.Sort(Rights, ByRight);
            Array.Sort(heights, places);
            for (var i = 0; i < places.Length; i++)
            {
                Ranks += i > 0 && heights[i] != heights[i - 1] ? 1 : 0;
                (places[i] % 2 == 0 ? Tops : Bottoms)[places[i] / 2] = Ranks;
            }

            Ranks++;
        }

        public double[] Lefts { get; }

        public double[] Rights { get; }

        public int[] ByLeft { get; }

        public int[] ByRight { get; }

        public int[] Tops { get; }

        public int[] Bottoms { get; }

        /// <summary>How many different heights there are.</summary>
        public int Ranks { get; }
    }

    /// <summary>Counts and weights by rank, and their sums up to a rank.</summary>
    private readonly struct RankSums(int ranks)
    {
        private readonly (long Count, long Weight)[] _sums = new (long, long)[ranks + 1];

        public void Add(int rank, int count, long weight)
        {
            for (var at = rank + 1; at < _sums.Length; at += at & -at)
            {
                _sums[at].Count += count;
                _sums[at].Weight += weight;
            }
        }

        /// <summary>Of the first ranks.</summary>
        public (long Count, long Weight) Of(int ranks)
        {
            var (count, weight) = (0L, 0L);
            for (var at = ranks; at > 0; at -= at & -at)
            {
                count += _sums[at].Count;
                weight += _sums[at].Weight;
            }

            return (count, weight);
        }
    }
}

/// <summary>A box, sides included.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The box around an edge.</summary>
    public static Box Around(double x1, double y1, double x2, double y2) => new(Math.Min(x1, x2), Math.Min(y1, y2), Math.Max(x1, x2), Math.Max(y1, y2));

    /// <summary>The box around a ring.</summary>
    public static Box Around(Ring ring)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (var i = 0; i < ring.Count; i++)
        {
            (left, right) = (Math.Min(left, ring.X(i)), Math.Max(right, ring.X(i)));
            (top, bottom) = (Math.Min(top, ring.Y(i)), Math.Max(bottom, ring.Y(i)));
        }

        return ring.Count == 0 ? default : new Box(left, top, right, bottom);
    }
}
