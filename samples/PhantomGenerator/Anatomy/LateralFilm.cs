namespace PhantomGenerator.Anatomy;

/// <summary>A film from the side; the breastbone is on the image's left, the spine on its right. It has no annotated lungs.</summary>
internal static class LateralFilm
{
    private static readonly (int U, int V)[] _body =
    [
        (-260, -1200), (-300, -920), (-560, -800), (-700, -500), (-760, -100), (-740, 300), (-700, 700), (-700, 1200),
        (700, 1200), (690, 700), (740, 300), (800, -100), (780, -450), (640, -780), (420, -940), (380, -1200),
    ];

    private static readonly (int U, int V)[] _lung =
    [
        (-100, -800), (-330, -620), (-520, -330), (-600, -20), (-590, 230), (-480, 300), (-250, 240), (0, 290), (250, 430),
        (480, 660), (590, 700), (620, 480), (640, 150), (640, -200), (560, -520), (370, -760), (130, -850),
    ];

    /// <summary>The film before exposure.</summary>
    public static Plate Render(PhantomFilm film, Frame frame, SplitMix64 random)
    {
        var body = Blur.Soften(Filled(film, frame, _body, random), Math.Max(1, frame.ScaleX / 90));
        var lung = Blur.Soften(Filled(film, frame, _lung, random), Math.Max(1, frame.ScaleX / 110));
        var deep = Blur.Soften(lung, Math.Max(1, frame.ScaleX / 12));
        var noise = new ValueNoise(random.Next());
        var plate = new Plate(film.Width, film.Height);
        plate.Paint((x, y) =>
        {
            var (u, v) = frame.ToBody(x, y);
            var heart = Falloff.Ellipse(((u + 0.27) * 0.85) + ((v - 0.08) * 0.5), ((v - 0.08) * 0.85) - ((u + 0.27) * 0.5), 0.25, 0.35, 0.30);
            var arch = Falloff.Bump(Falloff.Squared((Math.Sqrt(Falloff.Squared(u - 0.10) + Falloff.Squared(v + 0.25)) - 0.16) / 0.07)) * (1 - Falloff.Step(-0.25, -0.10, v));
            var airways = Falloff.Band(u - 0.03 - (0.16 * (v + 0.5)), 0.035, 0.015) * (1 - Falloff.Step(-0.20, -0.12, v));
            var gradient = 0.46 + (0.26 * Falloff.Step(0.0, 0.7, v)) + (0.12 * (1 - Falloff.Step(-0.85, -0.45, v)));
            return (body[x, y] * (gradient
                    + (0.06 * (noise.At(u * 14, v * 14) - 0.5))
                    + (0.10 * heart) + (0.06 * arch) - (0.10 * airways * (1 - (0.6 * lung[x, y])))
                    + (0.13 * Spine(u, v)) + (0.10 * Breastbone(u, v)) + ((0.012 + (0.04 * lung[x, y])) * Ribs(u, v))))
                - (lung[x, y] * (0.14 + (0.16 * deep[x, y])) * (1 - (0.45 * heart)));
        });
        return plate;
    }

    private static Plate Filled(PhantomFilm film, Frame frame, (int U, int V)[] shape, SplitMix64 random)
    {
        var plate = new Plate(film.Width, film.Height);
        var outline = SmoothOutline.Round([.. shape.Select(corner => frame.ToSubPixels(corner.U, corner.V))], wobble: 0, random);
        plate.Fill(PixelOutline.Trace(outline, int.MaxValue));
        return plate;
    }

    private static double Spine(double u, double v)
    {
        var away = u - 0.40 - (0.13 * (1 - Falloff.Squared(v + 0.05)));
        var disc = Falloff.Triangle((v + (0.25 * away)) / 0.155);
        var bodies = Falloff.Band(away, 0.085 - (0.012 * disc), 0.014) * (0.25 + (0.75 * Falloff.Step(0.12, 0.30, disc)));
        var rim = Falloff.Bump(Falloff.Squared((disc - 0.25) / 0.12)) * Falloff.Band(away, 0.085, 0.02);
        return Math.Max(bodies, rim) * (1 - (0.4 * (1 - Falloff.Step(-0.9, -0.5, v))));
    }

    private static double Breastbone(double u, double v)
    {
        var away = u + 0.47 + (0.20 * Falloff.Step(-0.6, 0.3, v));
        return Falloff.Band(away, 0.026, 0.012) * Falloff.Step(-0.62, -0.55, v) * (1 - Falloff.Step(0.15, 0.25, v));
    }

    /// <summary>Ribs of both sides run down from the spine to the front, steeper as they go.</summary>
    private static double Ribs(double u, double v)
    {
        var forward = 0.55 - u;
        var level = (v - (0.42 * forward) - (0.10 * forward * forward)) / 0.17;
        var fromRib = Falloff.Triangle(level);
        return Falloff.Bump(Falloff.Squared((1 - fromRib) / 0.32)) * Falloff.Step(0, 0.15, forward) * (1 - Falloff.Step(0.75, 1.05, forward));
    }
}
