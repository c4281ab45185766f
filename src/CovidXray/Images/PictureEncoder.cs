using NetVips;

namespace CovidXray.Images;

/// <summary>Writes pictures for people as files: PNG, or JPEG. They hold pixels and nothing else: no EXIF, no time, no profile.</summary>
internal static class PictureEncoder
{
    /// <summary>libjpeg's limit.</summary>
    private const int LongestJpegSide = 65_500;

    /// <summary>libpng's limit.</summary>
    private const int LongestPngSide = 1_000_000;

    /// <summary>Why there can be no file of such a picture; null if there can.</summary>
    /// <returns>A text such as <c>would be 70000x3 pixels; ...</c>.</returns>
    public static string? ProblemWith(long width, long height, bool isJpeg) =>
        Math.Max(width, height) is var side && side <= (isJpeg ? LongestJpegSide : LongestPngSide) ? null
        : $"would be {width}x{height} pixels; no side of a {(isJpeg ? "JPEG" : "PNG")} may be longer than {(isJpeg ? LongestJpegSide : LongestPngSide)} (--size makes it smaller)";

    /// <summary>Encodes a picture as PNG, without loss.</summary>
    /// <exception cref="PlatformNotSupportedException">libvips is missing.</exception>
    public static byte[] ToPng(RgbPixels pixels)
    {
        using var image = Open(pixels);
        return image.PngsaveBuffer(compression: 6, keep: Enums.ForeignKeep.None);
    }

    /// <summary>Encodes a picture as JPEG. Colours keep their full resolution: outlines are thin.</summary>
    /// <param name="quality">1 to 100.</param>
    /// <exception cref="PlatformNotSupportedException">libvips is missing.</exception>
    public static byte[] ToJpeg(RgbPixels pixels, int quality)
    {
        using var image = Open(pixels);
        return image.JpegsaveBuffer(q: quality, subsampleMode: Enums.ForeignSubsample.Off, keep: Enums.ForeignKeep.None);
    }

    private static Image Open(RgbPixels pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        LibVips.Require();
        return Image.NewFromMemoryCopy(pixels.Samples, pixels.Width, pixels.Height, 3, Enums.BandFormat.Uchar);
    }
}
