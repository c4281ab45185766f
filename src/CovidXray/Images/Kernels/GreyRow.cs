using System.Runtime.InteropServices;

namespace CovidXray.Images.Kernels;

/// <summary>A row of samples as they are decoded to a row of 8-bit grey. <see cref="FilmConversions"/> says by which rules.</summary>
internal static class GreyRow
{
    // Rec. 601 in 16-bit fractions. They add up to 65,536, so that a grey written as R = G = B comes back as it was.
    private const int Red = 19595;
    private const int Green = 38470;
    private const int Blue = 7471;

    /// <summary>Converts a row of 8-bit samples.</summary>
    /// <param name="samples">The samples, pixel by pixel.</param>
    /// <param name="channels">Samples a pixel: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA.</param>
    /// <param name="grey">Takes the row.</param>
    /// <returns>Whether a pixel was transparent, be it in part.</returns>
    public static bool From8Bit(ReadOnlySpan<byte> samples, int channels, Span<byte> grey)
    {
        if (channels == 1)
        {
            samples[..grey.Length].CopyTo(grey);
        }
        else if (channels == 3)
        {
            var pixels = MemoryMarshal.Cast<byte, Rgb>(samples)[..grey.Length];
            for (var x = 0; x < pixels.Length; x++)
            {
                grey[x] = (byte)Luma(pixels[x].R, pixels[x].G, pixels[x].B);
            }
        }
        else
        {
            var opacity = 255;
            for (var x = 0; x < grey.Length; x++)
            {
                var pixel = samples.Slice(x * channels, channels);
                var value = channels == 2 ? pixel[0] : Luma(pixel[0], pixel[1], pixel[2]);
                grey[x] = (byte)(((value * pixel[^1]) + 127) / 255);
                opacity &= pixel[^1];
            }

            return opacity != 255;
        }

        return false;
    }

    /// <summary>Converts a row of inks, 255 being all of it.</summary>
    public static void FromCmyk(ReadOnlySpan<byte> samples, Span<byte> grey)
    {
        for (var x = 0; x < grey.Length; x++)
        {
            var pixel = samples.Slice(x * 4, 4);
            var light = 255 - pixel[3];
            grey[x] = (byte)Luma(Through(255 - pixel[0], light), Through(255 - pixel[1], light), Through(255 - pixel[2], light));
        }

        static int Through(int light, int black) => ((light * black) + 127) / 255;
    }

    /// <summary>Converts a row of 16-bit samples to 16-bit grey.</summary>
    /// <returns>Whether a pixel was transparent, be it in part.</returns>
    public static bool From16Bit(ReadOnlySpan<byte> bytes, int channels, Span<ushort> grey)
    {
        var samples = MemoryMarshal.Cast<byte, ushort>(bytes);
        var hasAlpha = (channels & 1) == 0;
        var opacity = 65535;
        for (var x = 0; x < grey.Length; x++)
        {
            var pixel = samples.Slice(x * channels, channels);
            var value = channels < 3 ? pixel[0] : Luma(pixel[0], pixel[1], pixel[2]);
            grey[x] = (ushort)(hasAlpha ? ((value * (long)pixel[^1]) + 32767) / 65535 : value);
            opacity &= hasAlpha ? pixel[^1] : 65535;
        }

        return opacity != 65535;
    }

    /// <summary>Brings 16-bit grey to 8 bits.</summary>
    /// <param name="darkest">What becomes 0, as does what is darker.</param>
    /// <param name="brightest">What becomes 255, as does what is brighter.</param>
    /// <param name="grey">Takes the row.</param>
    public static void Reduce(ReadOnlySpan<ushort> deep, int darkest, int brightest, Span<byte> grey)
    {
        var range = Math.Max(1, brightest - darkest);
        for (var x = 0; x < grey.Length; x++)
        {
            grey[x] = (byte)Math.Clamp((((deep[x] - darkest) * 255L) + (range / 2)) / range, byte.MinValue, byte.MaxValue);
        }
    }

    private static int Luma(int r, int g, int b) => (int)((((uint)r * Red) + ((uint)g * Green) + ((uint)b * Blue) + 0x8000) >> 16);

    /// <summary>Three samples as they lie in memory.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly struct Rgb
    {
        public readonly byte R;
        public readonly byte G;
        public readonly byte B;
    }
}
