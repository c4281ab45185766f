namespace PhantomGenerator.Anatomy;

/// <summary>Puts a frontal film (PA, AP, AP supine) together from its layers.</summary>
internal static class FrontalFilm
{
    /// <summary>The film before exposure: what is absorbed at each pixel.</summary>
    /// <param name="film">What to show.</param>
    /// <param name="frame">Where the body lies.</param>
    /// <param name="lungs">The two outlines; the very ones that become the annotations, so the two cannot drift apart.</param>
    /// <param name="random">Grows the vessels.</param>
    public static Plate Render(PhantomFilm film, Frame frame, IReadOnlyList<IReadOnlyList<GridPoint>> lungs, SplitMix64 random)
    {
        var (crisp, deep) = LungDepth(film, frame, lungs);
        var vessels = VesselTree.Grow(film.Width, film.Height, frame, random);
        var clavicles = RibCage.Clavicles(film.Width, film.Height, frame);
        var noise = new ValueNoise(random.Next());
        var heartSize = film.Posture.Heart / 1000.0;
        var breath = film.Posture.Inflation / 1000.0;

        var plate = new Plate(film.Width, film.Height);
        plate.Paint((x, y) =>
        {
            var (u, v) = frame.ToBody(x, y);
            var breathing = v > 0 ? v / breath : v;
            var tissue = Torso.At(u, v);
            var body = Math.Min(1, tissue * 2.2);
            var lung = (0.45 * crisp[x, y]) + (0.55 * deep[x, y] * crisp[x, y]);
            var heart = Mediastinum.Heart(u, breathing, heartSize);

            var air = 0.37 * lung * (1 - (0.62 * heart));
            var sick = film.Opacities.Sum(opacity => opacity.At(u, breathing, noise));
            var marbled = 0.05 * (noise.At(u * 22, v * 22) - 0.5);
            var filled = crisp[x, y] * Math.Min(0.92, sick) * 0.34 * (1 - (0.6 * heart));

            return tissue - air + filled
                + (body * marbled)
                + (body * 0.13 * heart * (1 - (0.4 * crisp[x, y])))
                + (body * 0.15 * Torso.Belly(u, breathing) * (1 - crisp[x, y]))
                + (body * (0.085 - (0.035 * heart)) * Mediastinum.Spine(u, v))
                - (body * 0.10 * Mediastinum.Windpipe(u, v) * (1 - crisp[x, y]))
                + (body * (0.030 + (0.065 * lung)) * RibCage.At(u, v))
                + (body * (0.10 + (0.07 * lung)) * clavicles[x, y])
                + (body * 0.10 * Torso.Shoulders(u, v))
                + (0.10 * crisp[x, y] * vessels[x, y] * (1 - (0.5 * Math.Min(1, sick))) * (1 - (0.7 * heart)))
                + (0.07 * crisp[x, y] * Hilum(u, v) * (0.5 + noise.At(u * 12, v * 12)));
        });
        return plate;
    }

    /// <summary>The knot of vessels and airways where each lung hangs.</summary>
    private static double Hilum(double u, double v) =>
        Falloff.Bump((Falloff.Squared(Math.Abs(u) - 0.20) / 0.028) + (Falloff.Squared(v + 0.02) / 0.075));

    /// <summary>Where there is lung, once with a crisp border and once deeper towards its middle.</summary>
    private static (Plate Crisp, Plate Deep) LungDepth(PhantomFilm film, Frame frame, IReadOnlyList<IReadOnlyList<GridPoint>> lungs)
    {
        var filled = new Plate(film.Width, film.Height);
        foreach (var lung in lungs)
        {
            filled.Fill(lung);
        }

        return (Blur.Soften(filled, Math.Max(1, frame.ScaleX / 160)), Blur.Soften(filled, Math.Max(2, frame.ScaleX / 16)));
    }
}
