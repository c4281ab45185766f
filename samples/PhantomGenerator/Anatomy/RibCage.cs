namespace PhantomGenerator.Anatomy;

/// <summary>
/// Ribs and clavicles of a frontal film. One rib is a tilted ellipse: its upper half is the bright back part at the spine,
/// its lower half the faint front part, which ends in cartilage that X-rays do not show.
/// </summary>
internal static class RibCage
{
    private const int Pairs = 10;
    private const double HalfThickness = 0.021;

    /// <summary>How much bone lies at a place, 0 .. about 1.</summary>
    public static double At(double u, double v)
    {
        double most = 0;
        for (var pair = 0; pair < Pairs; pair++)
        {
            most = Math.Max(most, Rib(pair, Math.Abs(u), v));
        }

        return most;
    }

    /// <summary>Both clavicles, as a layer of strokes.</summary>
    public static Plate Clavicles(int width, int height, Frame frame)
    {
        var plate = new Plate(width, height);
        foreach (var side in (int[])[-1, 1])
        {
            // An S: up and out from the breastbone, nearly level, then up to the shoulder.
            (double Out, double V)[] bone = [(0.07, -0.545), (0.20, -0.600), (0.36, -0.650), (0.52, -0.668), (0.68, -0.690), (0.86, -0.755)];
            plate.Strokes([.. bone.Select(place => frame.ToPixels(side * place.Out, place.V))], frame.ScaleX * 0.032, 0.7);
            plate.Strokes([frame.ToPixels(side * 0.07, -0.54), frame.ToPixels(side * 0.13, -0.575)], frame.ScaleX * 0.042, 0.8);
        }

        return plate;
    }

    private static double Rib(int pair, double across, double v)
    {
        var reach = Reach(pair);
        var (middle, drop, tilt) = (-0.60 + (0.126 * pair), 0.165 + (0.009 * pair), 0.03 + (0.008 * pair));
        var q = across / reach;
        if (q is > 1.1 or < 0.06)
        {
            return 0;
        }

        var w = (v - middle - (tilt * q)) / drop;
        if (Math.Abs(w) > 1.4)
        {
            return 0;
        }

        var gradientU = ((2 * q) - (2 * w * tilt / drop)) / reach;
        var gradientV = 2 * w / drop;
        var away = Math.Abs((q * q) + (w * w) - 1) / Math.Sqrt((gradientU * gradientU) + (gradientV * gradientV) + 1e-9);
        var ratio = away / (HalfThickness + (0.004 * (w > 0 ? 1 : 0)));
        var bone = (0.6 * (1 - Falloff.Step(0.75, 1.15, ratio))) + (0.4 * Falloff.Bump(Falloff.Squared((ratio - 0.85) / 0.35)));
        return bone * (w < 0 ? 1 : 0.62 * Falloff.Step(0.42, 0.62, q));
    }

    /// <summary>How far from the midline a rib bows out: the upper ones are short.</summary>
    private static double Reach(int pair) => pair < 5 ? 0.83 - (0.40 * Falloff.Squared(1 - (pair / 5.0))) : 0.83;
}
