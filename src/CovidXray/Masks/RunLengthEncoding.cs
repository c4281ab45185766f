using System.Runtime.InteropServices;

namespace CovidXray.Masks;

/// <summary>COCO's run-length encoding of a two-valued mask: column by column from the left, background first.</summary>
/// <remarks>Format: pycocotools' <c>mask.py</c>. <c>size</c> is [height, width]; the counts add up to height x width.</remarks>
public sealed class RunLengthEncoding
{
    private readonly long[] _counts;

    private RunLengthEncoding(int width, int height, long[] counts)
    {
        Width = width;
        Height = height;
        _counts = counts;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Lengths of background, foreground, background, ... in column order. The first is 0 if the first pixel is foreground.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The number of foreground pixels.</summary>
    public long Area
    {
        get
        {
            long area = 0;
            for (var i = 1; i < _counts.Length; i += 2)
            {
                area += _counts[i];
            }

            return area;
        }
    }

    /// <summary>Encodes the pixels of a mask that have a label.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="label">The label, 1 or more.</param>
    /// <remarks>
    /// Row runs become column runs without touching pixels: a column's value can change only where a row differs from the
    /// row above, and at the step from the bottom of one column to the top of the next. So the changes of all rows, sorted
    /// by column (a counting sort, as the rows come in order), are the places where the runs of the result begin.
    /// </remarks>
    public static RunLengthEncoding FromMask(Mask mask, byte label)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var perColumn = new int[mask.Width + 1];
        ForEachChange(mask, label, (x, _) => perColumn[x + 1]++);
        for (var x = 0; x < mask.Width; x++)
        {
            perColumn[x + 1] += perColumn[x];
        }

        var rows = new int[perColumn[mask.Width]];
        var next = perColumn.AsSpan(0, mask.Width).ToArray();
        ForEachChange(mask, label, (x, y) => rows[next[x]++] = y);

        var counts = new List<long>();
        var (position, value) = (0L, false);
        for (var x = 0; x < mask.Width; x++)
        {
            var changes = rows.AsSpan(perColumn[x]..perColumn[x + 1]);
            var foregroundOnTop = changes.Length > 0 && changes[0] == 0;
            if (value != foregroundOnTop)
            {
                Toggle((long)x * mask.Height);
            }

            foreach (var y in foregroundOnTop ? changes[1..] : changes)
            {
                Toggle(((long)x * mask.Height) + y);
            }
        }

        counts.Add(((long)mask.Width * mask.Height) - position);
        return new RunLengthEncoding(mask.Width, mask.Height, [.. counts]);

        void Toggle(long at)
        {
            counts.Add(at - position);
            (position, value) = (at, !value);
        }
    }

    /// <summary>Foreground and background pixel by pixel, row by row: true is foreground.</summary>
    /// <exception cref="OverflowException">The image has 2^31 pixels or more.</exception>
    public bool[] ToPixels()
    {
        var pixels = new bool[checked(Width * Height)];
        long position = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            for (var end = position + _counts[i]; position < end; position++)
            {
                if ((i & 1) != 0)
                {
                    pixels[((position % Height) * Width) + (position / Height)] = true;
                }
            }
        }

        return pixels;
    }

    /// <summary>COCO's compressed text form of the counts.</summary>
    /// <remarks>
    /// From the third count on, the difference to the count two before is coded; five bits a character from the lowest
    /// up, bit 5 says that more follow, 48 is added (pycocotools, rleToString).
    /// </remarks>
    public string ToCompressedString()
    {
        var text = new List<char>(_counts.Length * 2);
        for (var i = 0; i < _counts.Length; i++)
        {
            var x = i > 2 ? _counts[i] - _counts[i - 2] : _counts[i];
            bool more;
            do
            {
                var bits = x & 0x1f;
                x >>= 5;
                more = (bits & 0x10) != 0 ? x != -1 : x != 0;
                text.Add((char)(48 + (more ? bits | 0x20 : bits)));
            }
            while (more);
        }

        return new string(CollectionsMarshal.AsSpan(text));
    }

    private static void ForEachChange(Mask mask, byte label, Action<int, int> visit)
    {
        ReadOnlySpan<Run> above = [];
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            foreach (var change in new RowChanges(above, row, mask.Width))
            {
                if ((change.Before == label) != (change.After == label))
                {
                    for (var x = change.Start; x < change.Start + change.Length; x++)
                    {
                        visit(x, y);
                    }
                }
            }

            above = row;
        }
    }
}
