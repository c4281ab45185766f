namespace PhantomGenerator.Anatomy;

/// <summary>The soft tissue of a frontal film without its lungs: neck, shoulders, chest wall, belly.</summary>
internal static class Torso
{
    /// <summary>How much the tissue absorbs at a place, 0 in the air beside it.</summary>
    public static double At(double u, double v)
    {
        var across = Math.Abs(u);
        var half = 0.27 + (0.30 * Falloff.Step(-1.02, -0.72, v)) + (0.67 * Falloff.Step(-0.97, -0.58, v)) - (0.28 * Falloff.Step(-0.40, 0.25, v));
        var inside = 1 - Falloff.Step(half - 0.05, half + 0.03, across);
        var arm = 0.30 * Falloff.Band(across - 1.16, 0.15, 0.05) * Falloff.Step(-0.5, 0.1, v);
        var thickness = 0.50 + (0.10 * Falloff.Bump(u * u * 0.9)) + (0.07 * Falloff.Bump(Falloff.Squared((across - 0.86) / 0.16)));
        return Math.Max(arm, inside * thickness);
    }

    /// <summary>The belly under the diaphragm, 0 .. 1, with the stomach's air bubble under the dome on the image's right.</summary>
    public static double Belly(double u, double v)
    {
        var bubble = Falloff.Bump((Falloff.Squared(u - 0.42) / 0.030) + (Falloff.Squared(v - 0.56) / 0.012));
        return Falloff.Step(0.05, 0.55, v) - (0.75 * bubble);
    }

    /// <summary>Heads of the upper arms and edges of the shoulder blades, 0 .. 1.</summary>
    public static double Shoulders(double u, double v)
    {
        var across = Math.Abs(u);
        var arm = Falloff.Ellipse(across - 1.02, v + 0.60, 0.13, 0.15, 0.15);
        var blade = across - 0.80 - (0.16 * (v + 0.55));
        var edge = Falloff.Bump(Falloff.Squared(blade / 0.025)) * Falloff.Step(-0.66, -0.50, v) * (1 - Falloff.Step(-0.2, 0, v));
        return Math.Max(arm, 0.5 * edge);
    }
}
