namespace PhantomGenerator.Dataset;

/// <summary>From what is absorbed to grey levels: contrast, vignette, overlays, grain.</summary>
internal static class FilmExposure
{
    /// <summary>The finished image, 8-bit grey, row by row.</summary>
    public static byte[] Develop(PhantomFilm film, Plate absorbed, SplitMix64 random)
    {
        var exposed = new Plate(film.Width, film.Height);
        exposed.Paint((x, y) => Tone(film, absorbed[x, y], Corner(film, x, y)));
        foreach (var overlay in film.Overlays)
        {
            overlay.Draw(exposed);
        }

        var grey = new byte[exposed.Values.Length];
        for (var i = 0; i < grey.Length; i++)
        {
            // Three even draws make a fair bell.
            var grain = film.Exposure.Grain * 2 * (random.Unit() + random.Unit() + random.Unit() - 1.5);
            grey[i] = (byte)Math.Clamp(Math.Floor((exposed.Values[i] * 255) + grain + 0.5), 0, 255);
        }

        return grey;
    }

    private static double Tone(PhantomFilm film, double absorbed, double corner)
    {
        // Air stays near black whatever the exposure, as on a film.
        var air = Falloff.Step(0, 0.15, absorbed);
        var tone = 0.5 + ((absorbed - 0.5) * 1.18 * film.Exposure.Contrast) + film.Exposure.Brightness;
        return Math.Clamp((0.035 * (1 - air)) + (tone * air) - (0.06 * corner), 0.015, 0.985);
    }

    /// <summary>0 in the middle of the film, 1 in its corners.</summary>
    private static double Corner(PhantomFilm film, int x, int y)
    {
        var (across, down) = (((2.0 * x) / film.Width) - 1, ((2.0 * y) / film.Height) - 1);
        return ((across * across) + (down * down)) / 2;
    }
}
