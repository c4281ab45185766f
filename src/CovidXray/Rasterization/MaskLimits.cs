using CovidXray.Annotations;

namespace CovidXray.Rasterization;

/// <summary>How large a mask may be, so that a wrong number in a document is an error and not an outage.</summary>
internal static class MaskLimits
{
    /// <summary>The longest side: 2^20 pixels.</summary>
    public const int MaxSide = 1 << 20;

    /// <summary>The most pixels, unless the caller raises it: 256 million.</summary>
    public const long DefaultMaxPixels = 256_000_000;

    /// <summary>Checks a size.</summary>
    /// <param name="source">The image's file, for the message.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <exception cref="DatasetException">The size is over a limit.</exception>
    public static void Check(string source, long width, long height, long maxPixels)
    {
        if (width > MaxSide || height > MaxSide)
        {
            throw new DatasetException(source, $"the image is {width}x{height} pixels; no side may be longer than {MaxSide}");
        }

        if (width * height > maxPixels)
        {
            throw new DatasetException(
                source,
                $"the image is {width}x{height} = {width * height / 1e6:0.##} megapixels; the limit is {maxPixels / 1e6:0.##} (raise it with --max-megapixels if that is right)");
        }
    }
}
