using System.Runtime.InteropServices;

namespace CovidXray.Scores.Kernels;

/// <summary>For each column of a boundary's box, its nearest row above a row, or on it, and the nearest below.</summary>
/// <remarks>
/// Both arrays have columns without pixels at their ends, so that the last lanes may reach beyond the box:
/// <code>
/// | Padding | column 0 ... column Count - 1 | Padding |
/// </code>
/// </remarks>
internal readonly struct ColumnTable
{
    private readonly int[] _above;
    private readonly int[] _below;

    /// <summary>Columns that have no pixels yet.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="noneAbove">The row that stands for no pixel above.</param>
    /// <param name="noneBelow">The row that stands for no pixel below.</param>
    public ColumnTable(int count, int noneAbove, int noneBelow)
    {
        Count = count;
        _above = GC.AllocateUninitializedArray<int>(count + (2 * NearestPixel.Padding));
        _below = GC.AllocateUninitializedArray<int>(_above.Length);
        _above.AsSpan().Fill(noneAbove);
        _below.AsSpan().Fill(noneBelow);
    }

    /// <summary>The number of columns.</summary>
    public int Count { get; }

    /// <summary>Each column's nearest row above, or on the row.</summary>
    public Span<int> Above => _above.AsSpan(NearestPixel.Padding, Count);

    /// <summary>Each column's nearest row below.</summary>
    public Span<int> Below => _below.AsSpan(NearestPixel.Padding, Count);

    /// <summary>Column 0 above; the padding lies around the columns.</summary>
    internal ref int FirstAbove => ref MemoryMarshal.GetReference(Above);

    /// <summary>Column 0 below; the padding lies around the columns.</summary>
    internal ref int FirstBelow => ref MemoryMarshal.GetReference(Below);

    /// <summary>Squares of all distances that pixels of a film have from columns in it, of both signs, and as much more as lanes may reach.</summary>
    /// <param name="width">The film's width.</param>
    public static int[] Squares(int width)
    {
        var reach = width + NearestPixel.Padding;
        var squares = GC.AllocateUninitializedArray<int>((2 * reach) + 1);
        for (var i = 0; i <= reach; i++)
        {
            squares[reach + i] = squares[reach - i] = i * i;
        }

        return squares;
    }

    /// <summary>Checks that squares suffice for pixels.</summary>
    /// <param name="squares">The squares.</param>
    /// <param name="first">The leftmost pixel, counted from column 0.</param>
    /// <param name="last">The rightmost one.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not.</exception>
    public void Check(ReadOnlySpan<int> squares, int first, int last)
    {
        var reach = (squares.Length / 2) - NearestPixel.Padding;
        if ((long)Count - first > reach || last > reach)
        {
            throw new ArgumentOutOfRangeException(nameof(squares), squares.Length, $"Pixels {first} to {last} need more squares.");
        }
    }
}
