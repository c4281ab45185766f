using CovidXray.Masks.Png;

namespace CovidXray.Masks;

/// <summary>Writes masks as PNG (ISO/IEC 15948) straight from their runs.</summary>
/// <remarks>An encoder keeps its buffers between images; use one for each thread.</remarks>
public sealed class MaskPngEncoder
{
    private readonly FilteredRows _rows = new();
    private byte[] _file = new byte[1 << 14];

    /// <summary>Encodes a mask.</summary>
    /// <param name="format">The samples for its labels.</param>
    /// <returns>The whole file. Valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(Mask mask, MaskPixelFormat format)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(format);
        return WriteFile(mask, format, _rows.Deflate(mask, format));
    }

    private ReadOnlySpan<byte> WriteFile(Mask mask, MaskPixelFormat format, ReadOnlySpan<byte> data)
    {
        Span<byte> palette = stackalloc byte[3 * format.Palette.Length];
        for (var i = 0; i < format.Palette.Length; i++)
        {
            var color = format.Palette[i];
            (palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]) = (color.R, color.G, color.B);
        }

        var length = PngFile.Length(palette.Length, data.Length);
        if (_file.Length < length)
        {
            _file = new byte[length + (length / 2)];
        }

        return _file.AsSpan(0, PngFile.Write(_file, mask.Width, mask.Height, format.BitDepth, format.ColorType, palette, data));
    }
}
