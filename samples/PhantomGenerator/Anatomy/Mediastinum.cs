namespace PhantomGenerator.Anatomy;

/// <summary>What lies between the lungs of a frontal film: heart, great vessels, spine and windpipe.</summary>
internal static class Mediastinum
{
    /// <summary>Heart and vessels, 0 .. 1. The heart's bulge points to the image's right: films are seen face to face.</summary>
    public static double Heart(double u, double v, double size)
    {
        // The long axis runs down and to the image's right.
        var (x, y) = (u - (0.13 * size), v - 0.20);
        var (along, across) = ((0.80 * x) + (0.60 * y), (0.80 * y) - (0.60 * x));
        var chambers = Falloff.Ellipse(along, across, 0.37 * size, 0.26 * size, 0.10);
        var rightAtrium = Falloff.Ellipse(u + (0.04 * size), v - 0.20, 0.185 * size, 0.25, 0.10);
        var aorticKnob = Falloff.Ellipse(u - 0.105, v + 0.29, 0.105, 0.105, 0.12);
        var pulmonaryTrunk = Falloff.Ellipse(u - 0.12, v + 0.12, 0.10, 0.14, 0.2);
        var vessels = Falloff.Band(u - 0.01, 0.125, 0.03) * Falloff.Step(-0.75, -0.45, v);
        var upper = Math.Max(Math.Max(aorticKnob, pulmonaryTrunk), vessels);
        var aboveDiaphragm = 1 - Falloff.Step(0.36, 0.46, v);
        return Math.Max(Math.Max(chambers, rightAtrium), upper * 0.85) * aboveDiaphragm;
    }

    /// <summary>The column of vertebrae, 0 .. 1: bright bodies, darker discs, a bright spinous process in each.</summary>
    public static double Spine(double u, double v)
    {
        var disc = Falloff.Triangle(v / 0.115);
        var column = Falloff.Band(u, 0.080 - (0.012 * disc), 0.028);
        var process = Falloff.Bump((Falloff.Squared(u) / 0.0006) + (Falloff.Squared(disc - 0.85) / 0.15));
        return column * (0.42 + (0.33 * Falloff.Step(0.05, 0.4, disc)) + (0.25 * process));
    }

    /// <summary>The air in the windpipe and its two branches, 0 .. 1.</summary>
    public static double Windpipe(double u, double v)
    {
        var trunk = Falloff.Band(u + 0.01, 0.040, 0.014) * (1 - Falloff.Step(-0.28, -0.20, v));
        var split = Math.Abs(u + 0.01) - (0.9 * (v + 0.25));
        var branches = Falloff.Band(split, 0.028, 0.018) * Falloff.Step(-0.26, -0.22, v) * (1 - Falloff.Step(-0.12, -0.04, v));
        return Math.Max(trunk, branches * 0.6);
    }
}
