namespace CovidXray.Masks.Png;

/// <summary>PNG's row filters (ISO/IEC 15948, 9) for pixels of whole bytes, or less than one: each byte is stored as a difference to its neighbours.</summary>
internal static class RowFilter
{
    private const byte None = 0;
    private const byte Sub = 1;
    private const byte Up = 2;
    private const byte Average = 3;
    private const byte Paeth = 4;

    /// <summary>Whether a row of differences that are all zero is the row above once more.</summary>
    /// <param name="filter">The filter's number.</param>
    /// <param name="isAboveZero">Whether the row above is all zero.</param>
    /// <remarks>Of Paeth see <see cref="UndoPaeth"/>: at the row's start L = C = 0.</remarks>
    public static bool IsLikeAbove(byte filter, bool isAboveZero) => filter is Up or Paeth || (isAboveZero && filter is None or Sub or Average);

    /// <summary>Whether a row of differences that are all zero is a row of zeros, whatever is above.</summary>
    /// <param name="filter">The filter's number.</param>
    public static bool IsZero(byte filter) => filter is None or Sub;

    /// <summary>Turns differences into bytes, in place.</summary>
    /// <param name="filter">The filter's number.</param>
    /// <param name="above">The row above, done; zeros for the first row.</param>
    /// <param name="step">Bytes of a pixel: the byte to the left is that of the same sample.</param>
    /// <returns>False if there is no such filter.</returns>
    public static bool TryUndo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step = 1)
    {
        above = above[..row.Length];
        if (step > 1 && filter is Sub or Average or Paeth)
        {
            UndoOfPixels(filter, row, above, step);
            return true;
        }

        switch (filter)
        {
            case None:
                return true;
            case Sub:
                UndoSub(row);
                return true;
            case Up:
                UndoUp(row, above);
                return true;
            case Average:
                for (var (i, left) = (0, 0); i < row.Length; i++)
                {
                    left = row[i] += (byte)((left + above[i]) / 2);
                }

                return true;
            case Paeth:
                UndoPaeth(row, above);
                return true;
            default:
                return false;
        }
    }

    /// <summary>In a mask nearly all differences are zero: those stretches are copied.</summary>
    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var same = row[i..].IndexOfAnyExcept((byte)0);
            same = same < 0 ? row.Length - i : same;
            above.Slice(i, same).CopyTo(row[i..]);
            i += same;
            if (i < row.Length)
            {
                row[i] += above[i];
            }
        }
    }

    private static void UndoOfPixels(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var (left, upperLeft) = i < step ? (0, 0) : (row[i - step], above[i - step]);
            row[i] += (byte)(filter switch
            {
                Sub => left,
                Average => (left + above[i]) / 2,
                _ => Nearest(left, above[i], upperLeft),
            });
        }
    }

    private static int Nearest(int left, int up, int upperLeft)
    {
        var (toLeft, toUp, toUpperLeft) = (Math.Abs(up - upperLeft), Math.Abs(left - upperLeft), Math.Abs(left + up - (2 * upperLeft)));
        return toLeft <= toUp && toLeft <= toUpperLeft ? left : toUp <= toUpperLeft ? up : upperLeft;
    }

    /// <summary>Where differences are zero, a byte is the one to its left.</summary>
    private static void UndoSub(Span<byte> row)
    {
        var left = (byte)0;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == 0)
            {
                var same = row[i..].IndexOfAnyExcept((byte)0);
                same = same < 0 ? row.Length - i : same;
                row.Slice(i, same).Fill(left);
                i += same - 1;
            }
            else
            {
                left = row[i] += left;
            }
        }
    }

    /// <summary>Where differences are zero, most bytes are the one above or the one to the left, and stretches of them go at once.</summary>
    /// <remarks>
    /// Let L be the byte to the left, U the one above, C the one above L, and the difference zero. If L = C, the nearest to L + U - C = U
    /// is U, and the next byte again has L = C: the row is copied from above up to the next difference. If U = C, the nearest to L is L:
    /// the row stays L as long as the row above stays C. The rest goes one by one.
    /// </remarks>
    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above)
    {
        var (left, upperLeft) = ((byte)0, (byte)0);
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == 0 && (left == upperLeft || above[i] == upperLeft))
            {
                var zeros = row[i..].IndexOfAnyExcept((byte)0);
                zeros = zeros < 0 ? row.Length - i : zeros;
                if (left == upperLeft)
                {
                    above.Slice(i, zeros).CopyTo(row[i..]);
                    left = upperLeft = above[i + zeros - 1];
                    i += zeros - 1;
                    continue;
                }

                var same = above.Slice(i, zeros).IndexOfAnyExcept(upperLeft);
                same = same < 0 ? zeros : same;
                row.Slice(i, same).Fill(left);
                i += same - 1;
            }
            else
            {
                left = row[i] += (byte)Nearest(left, above[i], upperLeft);
                upperLeft = above[i];
            }
        }
    }
}
