using NetVips;

namespace CovidXray.Tests.Images;

/// <summary>Films of every kind, made by libvips from noise that is the same in every run.</summary>
internal static class TestFilms
{
    /// <summary>Samples of noise over a ramp, so that neither colours nor neighbours are equal.</summary>
    public static byte[] Samples(int width, int height, int channels, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new byte[width * height * channels];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (byte)((i / channels % width * 200 / width) + random.Next(56));
        }

        return samples;
    }

    /// <summary>A film as a file.</summary>
    /// <param name="samples">The samples, pixel by pixel.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">1 to 4.</param>
    /// <param name="save">Turns the image into a file.</param>
    public static byte[] File<T>(T[] samples, int width, int height, int channels, Func<Image, byte[]> save)
        where T : unmanaged
    {
        using var raw = Image.NewFromMemory(samples, width, height, channels, typeof(T) == typeof(byte) ? Enums.BandFormat.Uchar : Enums.BandFormat.Ushort);
        using var image = raw.Copy(interpretation: (channels < 3, typeof(T) == typeof(byte)) switch
        {
            (true, true) => Enums.Interpretation.Bw,
            (true, false) => Enums.Interpretation.Grey16,
            (false, true) => Enums.Interpretation.Srgb,
            (false, false) => Enums.Interpretation.Rgb16,
        });
        return save(image);
    }

    /// <summary>A grey PNG.</summary>
    public static byte[] GreyPng(int width, int height, int seed = 1) => File(Samples(width, height, 1, seed), width, height, 1, i => i.PngsaveBuffer());

    /// <summary>A colour JPEG.</summary>
    public static byte[] ColourJpeg(int width, int height, bool isProgressive = false, int orientation = 1) =>
        File(Samples(width, height, 3), width, height, 3, i =>
        {
            using var turned = i.Mutate(m => m.Set(GValue.GIntType, "orientation", orientation));
            return turned.JpegsaveBuffer(q: 90, interlace: isProgressive);
        });

    /// <summary>A JPEG of four inks.</summary>
    public static byte[] CmykJpeg(byte[] inks, int width, int height)
    {
        using var raw = Image.NewFromMemory(inks, width, height, 4, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Cmyk);
        return image.JpegsaveBuffer(q: 100, subsampleMode: Enums.ForeignSubsample.Off);
    }
}
