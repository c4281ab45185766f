using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CovidXray.Scores.Kernels;

/// <summary>Finds the nearest pixel of a boundary for pixels of one row, from what each column has above and below that row.</summary>
/// <remarks>
/// The nearest pixel of column c is v(c) = min(y - above(c), below(c) - y) rows away, so that the squared distance from (x, y) is
/// the smallest v(c)² + (c - x)². Columns are looked at outwards from x, and no further than the best found: at a distance d
/// that is 2 d columns. All is whole numbers of 32 bits, which no film with sides of at most <see cref="MaxSide"/> leaves.
/// </remarks>
internal static class NearestPixel
{
    /// <summary>The longest side that the numbers are made for.</summary>
    public const int MaxSide = 20_000;

    /// <summary>
    /// How far away a column's pixel is said to be if there is none: further than any that is there (its square is more than twice that of
    /// <see cref="MaxSide"/>), and near enough that (Far + MaxSide / 2)² + MaxSide² has 31 bits.
    /// </summary>
    public const int Far = 28_300;

    /// <summary>Columns without pixels that tables must have before their first and behind their last column: those of the widest lanes.</summary>
    public const int Padding = 16;

    /// <summary>The form that runs.</summary>
    public static DistanceWidth Best =>
        Vector256.IsHardwareAccelerated ? DistanceWidth.Vector256
        : Vector128.IsHardwareAccelerated ? DistanceWidth.Vector128
        : DistanceWidth.Scalar;

    /// <summary>Finds the squared distances of neighbouring pixels of one row, until it has taken too many steps.</summary>
    /// <param name="width">The form of the search.</param>
    /// <param name="columns">What the columns have above and below row <paramref name="y"/>.</param>
    /// <param name="squares">(c - x)² for the column c - x, its middle at <c>squares.Length / 2</c>.</param>
    /// <param name="x">The first pixel, counted from the first of the columns; negative to the left of it.</param>
    /// <param name="y">The row.</param>
    /// <param name="distances">Gets the squared distances; as many pixels are looked at.</param>
    /// <param name="steps">How many columns may still be looked at; gets less.</param>
    /// <returns>For how many pixels the distance was found.</returns>
    public static int Find(DistanceWidth width, in ColumnTable columns, ReadOnlySpan<int> squares, int x, int y, Span<int> distances, ref long steps) => width switch
    {
        DistanceWidth.Vector512 => Find<ColumnLanes512>(columns, squares, x, y, distances, ref steps),
        DistanceWidth.Vector256 => Find<ColumnLanes256>(columns, squares, x, y, distances, ref steps),
        DistanceWidth.Vector128 => Find<ColumnLanes128>(columns, squares, x, y, distances, ref steps),
        _ => Find<ColumnLane>(columns, squares, x, y, distances, ref steps),
    };

    private static int Find<TLanes>(in ColumnTable columns, ReadOnlySpan<int> squares, int x, int y, Span<int> distances, ref long steps)
        where TLanes : struct, IColumnLanes<TLanes>
    {
        // Every load below begins at a column from -Count to the last one, of which the tables have Padding more at both ends;
        // it ends within Count of the last. What the squares have is as much, seen from every pixel of the film.
        columns.Check(squares, x, x + distances.Length - 1);
        ref var above = ref columns.FirstAbove;
        ref var below = ref columns.FirstBelow;
        ref var middle = ref Unsafe.Add(ref Unsafe.AsRef(in squares[0]), squares.Length / 2);
        for (var i = 0; i < distances.Length; i++)
        {
            if (steps < 0)
            {
                return i;
            }

            distances[i] = Nearest<TLanes>(ref above, ref below, ref middle, columns.Count, x + i, y, ref steps);
        }

        return distances.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Nearest<TLanes>(ref int above, ref int below, ref int middle, int count, int x, int y, ref long steps)
        where TLanes : struct, IColumnLanes<TLanes>
    {
        var row = TLanes.Of(y);
        var best = TLanes.Of(int.MaxValue);
        ref var squares = ref Unsafe.Subtract(ref middle, x);
        var start = Math.Clamp(x, 0, count);
        var (left, right) = (start, start);
        while (left > 0 && right < count && !TLanes.IsAnyAtMost(best, TLanes.Of(Unsafe.Add(ref squares, right))))
        {
            left -= TLanes.Count;
            var one = Squares<TLanes>(ref above, ref below, ref squares, row, left);
            var other = Squares<TLanes>(ref above, ref below, ref squares, row, right);
            best = TLanes.Min(best, TLanes.Min(one, other));
            right += TLanes.Count;
        }

        while (right < count && !TLanes.IsAnyAtMost(best, TLanes.Of(Unsafe.Add(ref squares, right))))
        {
            best = TLanes.Min(best, Squares<TLanes>(ref above, ref below, ref squares, row, right));
            right += TLanes.Count;
        }

        while (left > 0 && !TLanes.IsAnyAtMost(best, TLanes.Of(Unsafe.Add(ref squares, left - 1))))
        {
            left -= TLanes.Count;
            best = TLanes.Min(best, Squares<TLanes>(ref above, ref below, ref squares, row, left));
        }

        steps -= right - left;
        return best.Smallest();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Squares<TLanes>(ref int above, ref int below, ref int squares, TLanes row, int column)
        where TLanes : struct, IColumnLanes<TLanes>
    {
        var rows = TLanes.Min(row - TLanes.Load(in Unsafe.Add(ref above, column)), TLanes.Load(in Unsafe.Add(ref below, column)) - row);
        return (rows * rows) + TLanes.Load(in Unsafe.Add(ref squares, column));
    }
}
