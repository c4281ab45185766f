using CovidXray.Masks;

namespace CovidXray.Images;

/// <summary>8-bit pixels of three channels, row by row from the upper left: red, green, blue.</summary>
internal sealed class RgbPixels
{
    /// <summary>The most pixels: three bytes each, in one array.</summary>
    public const int MaxPixels = GreyPixels.MaxPixels / 3;

    private readonly byte[] _samples;

    /// <summary>Black pixels.</summary>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1, or there are more than <see cref="MaxPixels"/>.</exception>
    public RgbPixels(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxPixels / width);
        Width = width;
        Height = height;
        _samples = new byte[3L * width * height];
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>All samples, three a pixel.</summary>
    public ReadOnlySpan<byte> Samples => _samples;

    /// <summary>Grey pixels in three channels.</summary>
    public static RgbPixels Of(GreyPixels grey)
    {
        var pixels = new RgbPixels(grey.Width, grey.Height);
        var source = grey.Pixels;
        for (var i = 0; i < source.Length; i++)
        {
            pixels._samples.AsSpan(3 * i, 3).Fill(source[i]);
        }

        return pixels;
    }

    /// <summary>The samples of one row, to be read or written.</summary>
    /// <param name="y">Row, 0 to <see cref="Height"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside.</exception>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return _samples.AsSpan(3 * y * Width, 3 * Width);
    }

    /// <summary>The colour of a pixel.</summary>
    public RgbColor this[int x, int y] => Row(y).Slice(3 * x, 3) is var samples ? new RgbColor(samples[0], samples[1], samples[2]) : default;

    /// <summary>Gives all pixels of a box one colour.</summary>
    /// <param name="box">The box; what of it lies outside is left out.</param>
    public void Fill(PixelBox box, RgbColor color)
    {
        var (left, right) = (Math.Clamp(box.X, 0, Width), Math.Clamp(box.X + box.Width, 0, Width));
        for (var y = Math.Max(0, box.Y); y < Math.Min(Height, box.Y + box.Height); y++)
        {
            var row = Row(y);
            for (var x = left; x < right; x++)
            {
                (row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]) = (color.R, color.G, color.B);
            }
        }
    }

    /// <summary>Copies other pixels to a place; all of them must fit.</summary>
    /// <param name="x">Where their column 0 comes to lie.</param>
    /// <param name="y">Where their row 0 comes to lie.</param>
    public void Draw(RgbPixels other, int x, int y)
    {
        for (var row = 0; row < other.Height; row++)
        {
            other.Row(row).CopyTo(Row(y + row)[(3 * x)..]);
        }
    }
}
