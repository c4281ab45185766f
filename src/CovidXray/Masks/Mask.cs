using CovidXray.Masks.Kernels;

namespace CovidXray.Masks;

/// <summary>A label for every pixel of an image, held as runs; background has label 0 and is not stored.</summary>
/// <remarks>
/// The runs of a row are sorted, do not overlap, and touching runs have different labels, so equal pixels mean equal runs.
/// Memory and every operation here grow with the runs, except those that give bytes.
/// </remarks>
public sealed class Mask : IEquatable<Mask>
{
    // Both may be longer than what is used of them.
    private readonly int[] _rowEnds;
    private readonly Run[] _runs;

    internal Mask(int width, int height, int[] rowEnds, Run[] runs)
    {
        Width = width;
        Height = height;
        _rowEnds = rowEnds;
        _runs = runs;
    }

    /// <summary>Width in pixels, 1 or more.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, 1 or more.</summary>
    public int Height { get; }

    /// <summary>All runs, row by row.</summary>
    public ReadOnlySpan<Run> Runs => _runs.AsSpan(0, _rowEnds[Height - 1]);

    private ReadOnlySpan<int> RowEnds => _rowEnds.AsSpan(0, Height);

    /// <summary>The label of one pixel.</summary>
    /// <param name="x">Column, 0 to <see cref="Width"/> - 1.</param>
    /// <param name="y">Row, 0 to <see cref="Height"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pixel is outside.</exception>
    public byte this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(x);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, Width);
            foreach (var run in Row(y))
            {
                if (x < run.End)
                {
                    return x >= run.Start ? run.Label : (byte)0;
                }
            }

            return 0;
        }
    }

    /// <summary>The runs of one row, from left to right.</summary>
    /// <param name="y">Row, 0 to <see cref="Height"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside.</exception>
    public ReadOnlySpan<Run> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        var start = y == 0 ? 0 : _rowEnds[y - 1];
        return _runs.AsSpan(start, _rowEnds[y] - start);
    }

    /// <summary>The number of pixels with a label.</summary>
    /// <param name="label">The label, 1 or more.</param>
    public long Area(byte label)
    {
        long area = 0;
        foreach (var run in Runs)
        {
            area += run.Label == label ? run.Length : 0;
        }

        return area;
    }

    /// <summary>The smallest box around the pixels with a label; null if there are none.</summary>
    /// <param name="label">The label, 1 or more.</param>
    public PixelBox? BoundingBox(byte label)
    {
        var (left, top, right, bottom) = (int.MaxValue, -1, 0, 0);
        for (var y = 0; y < Height; y++)
        {
            foreach (var run in Row(y))
            {
                if (run.Label == label)
                {
                    top = top < 0 ? y : top;
                    (left, right, bottom) = (Math.Min(left, run.Start), Math.Max(right, run.End), y + 1);
                }
            }
        }

        return top < 0 ? null : new PixelBox(left, top, right - left, bottom - top);
    }

    /// <summary>The labels as bytes, row by row, <see cref="Width"/> x <see cref="Height"/> of them.</summary>
    /// <exception cref="OverflowException">The image has 2^31 pixels or more.</exception>
    public byte[] ToBytes()
    {
        var bytes = new byte[checked(Width * Height)];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the labels row by row into a buffer, background included.</summary>
    /// <param name="destination">At least <see cref="Width"/> x <see cref="Height"/> bytes.</param>
    /// <exception cref="ArgumentException">The buffer is too small.</exception>
    public void CopyTo(Span<byte> destination)
    {
        var pixels = checked(Width * Height);
        if (destination.Length < pixels)
        {
            throw new ArgumentException($"The mask needs {pixels} bytes, the buffer has {destination.Length}.", nameof(destination));
        }

        // What is between two runs is one stretch, over the ends of rows, too.
        var filler = new ByteFiller(destination[..pixels]);
        for (var y = 0; y < Height; y++)
        {
            var row = y * Width;
            foreach (var run in Row(y))
            {
                filler.FillTo(row + run.Start, 0);
                filler.FillTo(row + run.End, run.Label);
            }
        }

        filler.FillTo(pixels, 0);
    }

    /// <summary>Writes the labels of one row into a buffer, background included.</summary>
    /// <param name="y">Row, 0 to <see cref="Height"/> - 1.</param>
    /// <param name="destination">At least <see cref="Width"/> bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside, or the buffer too small.</exception>
    public void CopyRowTo(int y, Span<byte> destination)
    {
        // Each byte is written once: memory is what takes the time.
        var x = 0;
        foreach (var run in Row(y))
        {
            destination[x..run.Start].Clear();
            destination.Slice(run.Start, run.Length).Fill(run.Label);
            x = run.End;
        }

        destination[x..Width].Clear();
    }

    /// <summary>COCO's run-length encoding of the pixels with a label.</summary>
    /// <param name="label">The label, 1 or more.</param>
    public RunLengthEncoding ToRle(byte label) => RunLengthEncoding.FromMask(this, label);

    /// <summary>The number of pixels whose labels differ.</summary>
    /// <param name="other">A mask of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public long CountDifferences(Mask other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Width != other.Width || Height != other.Height)
        {
            throw new ArgumentException($"The masks are {Width}x{Height} and {other.Width}x{other.Height}.", nameof(other));
        }

        long differences = 0;
        for (var y = 0; y < Height; y++)
        {
            foreach (var change in new RowChanges(other.Row(y), Row(y), Width))
            {
                differences += change.Length;
            }
        }

        return differences;
    }

    /// <summary>Cuts a window out of the mask, or sets the mask into a larger, empty one.</summary>
    /// <param name="x">The column that becomes column 0; negative moves the mask to the right.</param>
    /// <param name="y">The row that becomes row 0; negative moves the mask down.</param>
    /// <param name="width">Width of the result, 1 or more.</param>
    /// <param name="height">Height of the result, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public Mask Window(int x, int y, int width, int height)
    {
        var builder = new MaskBuilder(width, height);
        for (var row = 0; row < height; row++)
        {
            var from = (long)row + y;
            if (from >= 0 && from < Height)
            {
                foreach (var run in Row((int)from))
                {
                    var start = Math.Max(0, (long)run.Start - x);
                    var end = Math.Min(width, (long)run.End - x);
                    builder.Add((int)start, (int)(end - start), run.Label);
                }
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }

    /// <summary>The mask with other labels.</summary>
    /// <param name="labels">The new label of each, that of background first: 256 of them.</param>
    internal Mask WithLabels(ReadOnlySpan<byte> labels)
    {
        var builder = new MaskBuilder(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            var end = 0;
            foreach (var run in Row(y))
            {
                builder.Add(end, run.Start - end, labels[0]);
                builder.Add(run.Start, run.Length, labels[run.Label]);
                end = run.End;
            }

            builder.Add(end, Width - end, labels[0]);
            builder.EndRow();
        }

        return builder.ToMask();
    }

    /// <inheritdoc/>
    public bool Equals(Mask? other) =>
        other is not null
        && Width == other.Width
        && Height == other.Height
        && RowEnds.SequenceEqual(other.RowEnds)
        && Runs.SequenceEqual(other.Runs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Mask);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, Height, Runs.Length, Runs.IsEmpty ? default : Runs[0]);

    /// <summary>Lets another mask be built in this one's memory: it must not be used any more.</summary>
    internal (int[] RowEnds, Run[] Runs) Release() => (_rowEnds, _runs);
}
