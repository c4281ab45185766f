namespace PhantomGenerator.Anatomy;

/// <summary>One axial CT slice in a lung window: seen from the feet, so the heart lies to the image's right here too.</summary>
internal static class CtSlice
{
    private const int RibsAround = 14;

    /// <summary>The slice before exposure.</summary>
    public static Plate Render(PhantomFilm film, Frame frame, SplitMix64 random)
    {
        var vessels = VesselTree.Grow(film.Width, film.Height, frame, random);
        var noise = new ValueNoise(random.Next());
        var plate = new Plate(film.Width, film.Height);
        plate.Paint((x, y) =>
        {
            var (u, v) = frame.ToBody(x, y);
            var skin = Falloff.Ellipse(u, v, 0.93, 0.70, 0.012);
            var wall = Falloff.Ellipse(u, v - 0.01, 0.85, 0.62, 0.02);
            var lung = Lung(u, v);
            var sick = film.Opacities.Sum(opacity => opacity.At(u, v, noise));
            var flesh = (0.30 * skin) + (0.26 * wall) + (0.04 * (noise.At(u * 20, v * 20) - 0.5) * skin);
            var great = Falloff.Ellipse(u - 0.10, v - 0.17, 0.075, 0.075, 0.1) + Falloff.Ellipse(u - 0.10, v + 0.10, 0.24, 0.22, 0.06);
            var inLung = 0.10 + (0.62 * Falloff.Squared(vessels[x, y])) + (0.45 * Math.Min(1, sick)) + (0.04 * noise.At(u * 30, v * 30));
            var outside = flesh + (0.06 * Math.Min(1, great) * wall);
            return (outside * (1 - lung)) + (lung * inLung) + Math.Max(Bones(u, v), Table(u, v));
        });
        return plate;
    }

    private static double Lung(double u, double v)
    {
        var across = Math.Abs(u);
        var chest = Falloff.Ellipse(u, v - 0.02, 0.755, 0.515, 0.025);
        var middle = across - 0.13 - (0.16 * Falloff.Bump(Falloff.Squared(v / 0.35)) * (u > 0 ? 1.5 : 0.7)) - (0.10 * Falloff.Step(0.25, 0.55, v));
        return chest * Falloff.Step(-0.015, 0.02, middle);
    }

    /// <summary>Spine behind, breastbone before, and ribs cut across all around.</summary>
    private static double Bones(double u, double v)
    {
        var vertebra = Falloff.Ellipse(u, v - 0.39, 0.115, 0.095, 0.08);
        var canal = Falloff.Ellipse(u, v - 0.51, 0.042, 0.036, 0.2);
        var arch = Falloff.Ellipse(u, v - 0.52, 0.085, 0.075, 0.12) + (Falloff.Band(u, 0.018, 0.01) * Falloff.Band(v - 0.61, 0.05, 0.02))
            + (Falloff.Band(v - 0.485 - (0.15 * Math.Abs(u)), 0.02, 0.012) * Falloff.Band(u, 0.20, 0.03));
        var sternum = Falloff.Ellipse(u, v + 0.555, 0.13, 0.035, 0.2);
        var ring = Math.Sqrt(Falloff.Squared(u / 0.80) + Falloff.Squared((v - 0.015) / 0.565));
        var shell = Falloff.Band(ring - 1, 0.026, 0.016);
        var ribs = shell * Falloff.Step(0.30, 0.48, Falloff.Triangle((Turn(u / 0.80, (v - 0.015) / 0.565) * RibsAround / 4) + 0.25));
        return Math.Max(Math.Max(0.42 * Math.Max(vertebra, Math.Min(1, arch)), 0.36 * sternum), 0.40 * ribs) - (0.30 * canal);
    }

    /// <summary>The scanner's table, an arc under the back.</summary>
    private static double Table(double u, double v) =>
        0.28 * Falloff.Band(v - 0.80 + (0.10 * u * u), 0.012, 0.008) * Falloff.Band(u, 0.85, 0.05);

    /// <summary>Goes from 0 to 4 once around; stands in for the angle without needing one.</summary>
    private static double Turn(double x, double y)
    {
        var share = y / (Math.Abs(x) + Math.Abs(y) + 1e-9);
        return x >= 0 ? 1 + share : 3 - share;
    }
}
