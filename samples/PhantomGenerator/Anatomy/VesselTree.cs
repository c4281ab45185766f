namespace PhantomGenerator.Anatomy;

/// <summary>Grows the lung vessels: branches that leave each hilum, wander, fork and thin out.</summary>
internal sealed class VesselTree(Plate plate, Frame frame, SplitMix64 random)
{
    private const int Trunks = 10;
    private const double StepLength = 0.045;

    /// <summary>The layer of all vessels of both lungs.</summary>
    public static Plate Grow(int width, int height, Frame frame, SplitMix64 random)
    {
        var tree = new VesselTree(new Plate(width, height), frame, random);
        foreach (var side in (int[])[-1, 1])
        {
            for (var trunk = 0; trunk < Trunks; trunk++)
            {
                var slope = -2.1 + (4.6 * trunk / (Trunks - 1)) + random.Between(-0.3, 0.3);
                tree.Branch(side * 0.16, -0.04 + random.Between(-0.12, 0.14), side, slope, 0.014, 12);
            }
        }

        return tree._plate;
    }

    private readonly Plate _plate = plate;

    private void Branch(double u, double v, int side, double slope, double thickness, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            slope += random.Between(-0.6, 0.6);
            var length = Math.Sqrt(1 + (slope * slope));
            var (nextU, nextV) = (u + (side * StepLength / length), v + (StepLength * slope / length));
            var width = thickness * (1 - (step / (steps + 1.0)));
            _plate.Stroke(frame.ToPixels(u, v), frame.ToPixels(nextU, nextV), width * frame.ScaleX, 0.12 + (width * 58));
            (u, v) = (nextU, nextV);
            if (steps > 5 && step > 1 && random.Chance(35))
            {
                Branch(u, v, side, slope + random.Between(-1.2, 1.2), width * 0.75, (steps - step) * 3 / 4);
            }
        }
    }
}
