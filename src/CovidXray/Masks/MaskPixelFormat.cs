namespace CovidXray.Masks;

/// <summary>How labels become samples of a PNG: its colour type and the value of each label. Background is always zero.</summary>
public sealed class MaskPixelFormat
{
    private readonly byte[] _samples;
    private readonly RgbColor[] _palette;

    private MaskPixelFormat(int colorType, int bitDepth, int channels, byte[] samples, RgbColor[] palette)
    {
        (ColorType, BitDepth, Channels, _samples, _palette) = (colorType, bitDepth, channels, samples, palette);
    }

    /// <summary>PNG's colour type: 0 grey, 2 RGB, 3 palette.</summary>
    internal int ColorType { get; }

    /// <summary>Bits a sample: 1 or 8.</summary>
    internal int BitDepth { get; }

    /// <summary>Samples a pixel: 1 or 3.</summary>
    internal int Channels { get; }

    /// <summary>The colours of a palette image by sample; empty otherwise.</summary>
    internal ReadOnlySpan<RgbColor> Palette => _palette;

    /// <summary>8-bit grey with a value for each label.</summary>
    /// <param name="values">The grey of label 1, 2, ...; labels beyond are painted as background.</param>
    public static MaskPixelFormat Grey8(params ReadOnlySpan<byte> values) => new(0, 8, 1, WithBackground(values, 1), []);

    /// <summary>1-bit grey: foreground labels white, all else black.</summary>
    /// <param name="foreground">Whether label 1, 2, ... is foreground.</param>
    public static MaskPixelFormat Bilevel(params ReadOnlySpan<bool> foreground)
    {
        var values = new byte[foreground.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = foreground[i] ? (byte)1 : (byte)0;
        }

        return new(0, 1, 1, WithBackground(values, 1), []);
    }

    /// <summary>8-bit palette image whose sample is the label itself.</summary>
    /// <param name="colors">The colour of label 1, 2, ...; background is black.</param>
    /// <exception cref="ArgumentException">There are more than 255 colours.</exception>
    public static MaskPixelFormat Palette8(params ReadOnlySpan<RgbColor> colors)
    {
        if (colors.Length > 255)
        {
            throw new ArgumentException($"A palette has at most 255 colours beside background, not {colors.Length}.", nameof(colors));
        }

        var identity = new byte[colors.Length];
        for (var i = 0; i < identity.Length; i++)
        {
            identity[i] = (byte)(i + 1);
        }

        return Palette8(identity, colors);
    }

    /// <summary>8-bit palette image with an index for each label.</summary>
    /// <param name="indices">The index of label 1, 2, ...: 1 or more, each once. Those between are black.</param>
    /// <param name="colors">The colours, as many.</param>
    internal static MaskPixelFormat Palette8(ReadOnlySpan<byte> indices, ReadOnlySpan<RgbColor> colors)
    {
        var last = 0;
        foreach (var index in indices)
        {
            last = Math.Max(last, index);
        }

        var palette = new RgbColor[last + 1];
        for (var i = 0; i < colors.Length; i++)
        {
            palette[indices[i]] = colors[i];
        }

        return new(3, 8, 1, WithBackground(indices, 1), palette);
    }

    /// <summary>24-bit RGB with a colour for each label on black.</summary>
    /// <param name="colors">The colour of label 1, 2, ...</param>
    public static MaskPixelFormat Rgb24(params ReadOnlySpan<RgbColor> colors)
    {
        var values = new byte[colors.Length * 3];
        for (var i = 0; i < colors.Length; i++)
        {
            (values[3 * i], values[(3 * i) + 1], values[(3 * i) + 2]) = (colors[i].R, colors[i].G, colors[i].B);
        }

        return new(2, 8, 3, WithBackground(values, 3), []);
    }

    /// <summary>The samples of one pixel of a label.</summary>
    internal ReadOnlySpan<byte> Samples(byte label) => _samples.AsSpan(label * Channels, Channels);

    /// <summary>Samples for all 256 labels, so that no look-up can leave the array.</summary>
    private static byte[] WithBackground(ReadOnlySpan<byte> values, int channels)
    {
        var samples = new byte[256 * channels];
        values[..Math.Min(values.Length, 255 * channels)].CopyTo(samples.AsSpan(channels));
        return samples;
    }
}
