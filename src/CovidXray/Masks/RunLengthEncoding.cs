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

    /// <summary>An encoding from its counts.</summary>
    /// <param name="width">Width in pixels, 1 to <see cref="Run.MaxLength"/>.</param>
    /// <param name="height">Height in pixels, 1 to <see cref="Run.MaxLength"/>.</param>
    /// <param name="counts">Lengths of background, foreground, background, ..., 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside its range.</exception>
    /// <exception cref="FormatException">A count is negative, or they do not add up to the pixels.</exception>
    public static RunLengthEncoding FromCounts(int width, int height, ReadOnlySpan<long> counts)
    {
        CheckSides(width, height);
        return Checked(width, height, counts.ToArray());
    }

    /// <summary>An encoding from COCO's compressed text form.</summary>
    /// <param name="width">Width in pixels, 1 to <see cref="Run.MaxLength"/>.</param>
    /// <param name="height">Height in pixels, 1 to <see cref="Run.MaxLength"/>.</param>
    /// <param name="text">The text, see <see cref="ToCompressedString"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside its range.</exception>
    /// <exception cref="FormatException">The text holds other characters, ends inside a count, or its counts do not fit the pixels.</exception>
    public static RunLengthEncoding FromCompressedString(int width, int height, ReadOnlySpan<char> text)
    {
        CheckSides(width, height);
        return Checked(width, height, CompressedCounts.Read(text, (long)width * height));
    }

    /// <summary>Encodes the pixels of a mask that have a label.</summary>
    /// <param name="label">The label, 1 or more.</param>
    /// <remarks>
    /// Row runs become column runs without touching pixels: a column's value can change only where a row differs from the
    /// row above, and at the step from the bottom of one column to the top of the next. So the changes of all rows, sorted
    /// by column (a counting sort, as the rows come in order), are the places where the runs of the result begin.
    /// </remarks>
    /// <exception cref="TooManyRunsException">The columns fall into more than <see cref="MaskBuilder.MaxRuns"/> runs.</exception>
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
    public string ToCompressedString() => CompressedCounts.Write(_counts);

    /// <summary>The foreground as a mask.</summary>
    /// <param name="label">Its label, 1 or more.</param>
    /// <remarks>
    /// The columns are the rows of the mask on its side. A row's value can change only where a column differs from the one
    /// before, so these places, sorted by row (a counting sort), are the ends of the runs.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The label is 0.</exception>
    /// <exception cref="TooManyRunsException">There are more than <see cref="MaskBuilder.MaxRuns"/> runs, on their side or upright.</exception>
    public Mask ToMask(byte label = 1) => ToMask(label, MaskBuilder.MaxRuns);

    /// <summary>The same, of an encoding that nobody trusts: two numbers may mean as many runs as an image has rows.</summary>
    /// <param name="label">Its label, 1 or more.</param>
    /// <param name="maxRuns">The most runs.</param>
    /// <exception cref="TooManyRunsException">There are more.</exception>
    internal Mask ToMask(byte label, int maxRuns)
    {
        ArgumentOutOfRangeException.ThrowIfZero(label);
        var onItsSide = Transposed();
        if (CountChanges(onItsSide, 1) > 2L * maxRuns)
        {
            throw new TooManyRunsException(maxRuns);
        }

        var perRow = new int[Height + 1];
        ForEachChange(onItsSide, 1, (y, _) => perRow[y + 1]++);
        for (var y = 0; y < Height; y++)
        {
            perRow[y + 1] += perRow[y];
        }

        var columns = new int[perRow[Height]];
        var next = perRow.AsSpan(0, Height).ToArray();
        ForEachChange(onItsSide, 1, (y, x) => columns[next[y]++] = x);
        var mask = new MaskBuilder(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            var changes = columns.AsSpan(perRow[y]..perRow[y + 1]);
            for (var i = 0; i < changes.Length; i += 2)
            {
                var end = i + 1 < changes.Length ? changes[i + 1] : Width;
                mask.Add(changes[i], end - changes[i], label);
            }

            mask.EndRow();
        }

        return mask.ToMask();
    }

    /// <summary>The columns as rows of a mask.</summary>
    private Mask Transposed()
    {
        var mask = new MaskBuilder(Height, Width);
        long position = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            var value = (byte)(i & 1);
            for (var left = _counts[i]; left > 0;)
            {
                var row = (int)(position % Height);
                var length = (int)Math.Min(left, Height - row);
                mask.Add(row, length, value);
                (left, position) = (left - length, position + length);
                if (position % Height == 0)
                {
                    mask.EndRow();
                }
            }
        }

        return mask.ToMask();
    }

    private static void CheckSides(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Run.MaxLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Run.MaxLength);
    }

    private static RunLengthEncoding Checked(int width, int height, long[] counts)
    {
        var pixels = (long)width * height;
        long sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0)
            {
                throw new FormatException($"count {i} is {counts[i]}; counts are 0 or more");
            }

            if (counts[i] > pixels - sum)
            {
                throw new FormatException($"the counts run over the {width}x{height} pixels at count {i}");
            }

            sum += counts[i];
        }

        return sum == pixels
            ? new RunLengthEncoding(width, height, counts)
            : throw new FormatException($"the counts add up to {sum}; {width}x{height} are {pixels} pixels");
    }

    /// <summary>How many pixels differ from the pixel above, in the first row from background: as many runs have columns. Looks at runs alone.</summary>
    internal static long CountChanges(Mask mask, byte label)
    {
        var count = 0L;
        ReadOnlySpan<Run> above = [];
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            foreach (var change in new RowChanges(above, row, mask.Width))
            {
                count += (change.Before == label) != (change.After == label) ? change.Length : 0;
            }

            above = row;
        }

        return count;
    }

    /// <summary>Visits all pixels that differ from the pixel above; in the first row, from background.</summary>
    /// <exception cref="TooManyRunsException">There are more than the ends of as many runs: long ones of a few rows may give billions.</exception>
    private static void ForEachChange(Mask mask, byte label, Action<int, int> visit)
    {
        var left = 2L * MaskBuilder.MaxRuns;
        ReadOnlySpan<Run> above = [];
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            foreach (var change in new RowChanges(above, row, mask.Width))
            {
                if ((change.Before == label) != (change.After == label))
                {
                    left -= change.Length;
                    if (left < 0)
                    {
                        throw new TooManyRunsException();
                    }

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
