using System.Buffers.Binary;

namespace CovidXray.Masks.Png;

/// <summary>What IHDR says of a mask: a sample a pixel, of 1, 2, 4 or 8 bits, grey or an index into a palette; or colours of 8 bits a sample.</summary>
/// <param name="Channels">Samples of a pixel: 1, 2 with alpha, 3 of a colour, 4 with alpha.</param>
internal readonly record struct MaskPngHeader(int Width, int Height, int BitDepth, bool HasPalette, int Channels)
{
    private const int Length = 13;

    /// <summary>The longest side: each row takes a few bytes even where it is empty.</summary>
    private const int MaxSide = 1 << 20;

    /// <summary>Bytes of a row, without the filter's.</summary>
    public int RowBytes => (int)((((long)Width * BitDepth * Channels) + 7) / 8);

    /// <summary>Whole bytes of a pixel, 1 at least: how far filters look back.</summary>
    public int PixelBytes => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>By what a sample is multiplied: greys of fewer bits stand for 0 to 255, indices for themselves.</summary>
    public int Scale => HasPalette ? 1 : 255 / ((1 << BitDepth) - 1);

    /// <param name="takesColors">Whether masks may have several samples a pixel.</param>
    /// <param name="takesDeep">Whether samples may have 16 bits.</param>
    /// <exception cref="InvalidDataException">It is no such mask, or larger than allowed.</exception>
    public static MaskPngHeader Read(ReadOnlySpan<byte> data, long maxPixels, bool takesColors = false, bool takesDeep = false)
    {
        if (data.Length != Length)
        {
            throw new InvalidDataException($"the file is damaged: its header has {data.Length} bytes, not {Length}");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        var (depth, type) = (data[8], data[9]);
        var problem = width == 0 || height == 0 ? $"the file is damaged: its header says {width}x{height} pixels"
            : width > MaxSide || height > MaxSide ? $"the mask is {width}x{height} pixels; no side may be longer than {MaxSide}"
            : (long)width * height > maxPixels ? $"the mask is {width}x{height} pixels; the limit is {maxPixels / 1e6:0.##} megapixels"
            : data[10] != 0 || data[11] != 0 || data[12] > 1 ? "the file is damaged: its header names a compression, filter or interlacing that PNG has not"
            : type is not (0 or 3) && !(takesColors && type is 2 or 4 or 6) ? $"it is {Name(type)}; masks are grey or have a palette"
            : depth == 16 && !(takesDeep && type is not 3) ? "it has 16 bits a sample; masks have up to 8"
            : depth is not (1 or 2 or 4 or 8 or 16) || (depth < 8 && type is 2 or 4 or 6) ? $"the file is damaged: its header says {depth} bits a sample"
            : data[12] == 1 ? "it is interlaced, which is not read; save it without"
            : null;
        return problem is null ? new((int)width, (int)height, depth, type == 3, type switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }) : throw new InvalidDataException(problem);
    }

    private static string Name(int colorType) => colorType switch
    {
        2 => "a colour image (RGB)",
        4 => "grey with transparency",
        6 => "a colour image with transparency (RGBA)",
        _ => $"of colour type {colorType}, which PNG has not",
    };
}
