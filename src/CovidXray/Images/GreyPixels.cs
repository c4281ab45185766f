using CovidXray.Masks;

namespace CovidXray.Images;

/// <summary>8-bit grey pixels, row by row from the upper left.</summary>
internal sealed class GreyPixels
{
    /// <summary>The most pixels: as they are one array, and so is its file.</summary>
    public const int MaxPixels = 2_000_000_000;

    private readonly byte[] _pixels;

    /// <summary>Black pixels.</summary>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or there are more than <see cref="MaxPixels"/>.</exception>
    public GreyPixels(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxPixels / width);
        Width = width;
        Height = height;
        _pixels = new byte[(long)width * height];
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>All pixels.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>One row, to be read or written.</summary>
    /// <param name="y">Row, 0 to <see cref="Height"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside.</exception>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return _pixels.AsSpan(y * Width, Width);
    }

    /// <summary>The mean of the pixels in a box, rounded to the nearest grey.</summary>
    /// <param name="box">The box, inside them; 0 if it is empty.</param>
    public byte Mean(PixelBox box)
    {
        var sum = 0L;
        for (var y = box.Y; y < box.Y + box.Height; y++)
        {
            foreach (var pixel in Row(y).Slice(box.X, box.Width))
            {
                sum += pixel;
            }
        }

        var count = (long)box.Width * box.Height;
        return count == 0 ? (byte)0 : (byte)((sum + (count / 2)) / count);
    }

    /// <summary>Gives all pixels outside a box one grey.</summary>
    /// <param name="box">The box, inside them.</param>
    public void FillOutside(PixelBox box, byte grey)
    {
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            if (y < box.Y || y >= box.Y + box.Height)
            {
                row.Fill(grey);
            }
            else
            {
                row[..box.X].Fill(grey);
                row[(box.X + box.Width)..].Fill(grey);
            }
        }
    }

    /// <summary>Gives all pixels that a mask labels one grey.</summary>
    /// <param name="mask">A mask of the same size; every label counts.</param>
    /// <exception cref="ArgumentException">The mask has another size.</exception>
    public void FillInside(Mask mask, byte grey)
    {
        RequireSize(mask);
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            foreach (var run in mask.Row(y))
            {
                row[run.Start..run.End].Fill(grey);
            }
        }
    }

    /// <summary>Gives all pixels that a mask does not label one grey.</summary>
    /// <param name="mask">A mask of the same size; every label counts.</param>
    /// <exception cref="ArgumentException">The mask has another size.</exception>
    public void FillOutside(Mask mask, byte grey)
    {
        RequireSize(mask);
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            var start = 0;
            foreach (var run in mask.Row(y))
            {
                row[start..run.Start].Fill(grey);
                start = run.End;
            }

            row[start..].Fill(grey);
        }
    }

    private void RequireSize(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Width != Width || mask.Height != Height)
        {
            throw new ArgumentException($"The mask is {mask.Width}x{mask.Height}, the pixels {Width}x{Height}.", nameof(mask));
        }
    }
}
