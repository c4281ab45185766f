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
    /// <summary>The sum of both weights over all pairs that overlap; with weights of 1, twice the number of pairs.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="weights">A weight for each.</param>
    /// <param name="enough">Counting ends when the sum is larger.</param>
    public static long Sum(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> weights, long enough)
    {
        // By x, and where boxes touch the one that begins comes before the one that ends.
        var events = new (double X, int Index)[2 * boxes.Length];
        var ys = new double[2 * boxes.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            (events[2 * i], events[(2 * i) + 1]) = ((boxes[i].Left, i), (boxes[i].Right, ~i));
            (ys[2 * i], ys[(2 * i) + 1]) = (boxes[i].Top, boxes[i].Bottom);
        }

        Array.Sort(events, static (a, b) => a.X != b.X ? a.X.CompareTo(b.X) : b.Index.CompareTo(a.Index));
        Array.Sort(ys);
        var (tops, bottoms) = (new RankSums(ys), new RankSums(ys));
        var sum = 0L;
        foreach (var (_, index) in events)
        {
            var i = index < 0 ? ~index : index;
            if (index >= 0)
            {
                // All that begin at or above its lower side, without those that end above its upper side.
                var (count, weight) = tops.UpTo(boxes[i].Bottom);
                var (countAbove, weightAbove) = bottoms.Below(boxes[i].Top);
                sum += weight - weightAbove + ((count - countAbove) * weights[i]);
                if (sum > enough)
                {
                    return sum;
                }
            }

            var sign = index < 0 ? -1 : 1;
            tops.Add(boxes[i].Top, sign, sign * weights[i]);
            bottoms.Add(boxes[i].Bottom, sign, sign * weights[i]);
        }

        return sum;
    }

    /// <summary>Counts and weights at sorted values, and their sums up to a value.</summary>
    private readonly struct RankSums(double[] sorted)
    {
        private readonly (long Count, long Weight)[] _sums = new (long, long)[sorted.Length + 1];

        public void Add(double value, int count, long weight)
        {
            for (var at = FirstFrom(value) + 1; at < _sums.Length; at += at & -at)
            {
                _sums[at].Count += count;
                _sums[at].Weight += weight;
            }
        }

        /// <summary>Of values that are less.</summary>
        public (long Count, long Weight) Below(double value) => Of(FirstFrom(value));

        /// <summary>Of values that are less, or the same. Equal values have one place: that of the first of them.</summary>
        public (long Count, long Weight) UpTo(double value) => Of(FirstFrom(value) + 1);

        private (long Count, long Weight) Of(int ranks)
        {
            var (count, weight) = (0L, 0L);
            for (var at = Math.Min(ranks, sorted.Length); at > 0; at -= at & -at)
            {
                count += _sums[at].Count;
                weight += _sums[at].Weight;
            }

            return (count, weight);
        }

        /// <summary>How many of the sorted values are less.</summary>
        private int FirstFrom(double value)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
            }

            return low;
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
