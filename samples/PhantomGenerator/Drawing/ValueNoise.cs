namespace PhantomGenerator.Drawing;

/// <summary>Cloudy texture: hashed values on a lattice, joined smoothly, in four octaves.</summary>
internal sealed class ValueNoise(ulong seed)
{
    private const int Octaves = 4;

    /// <summary>A value in 0 .. 1, mostly near one half; features are about one unit wide.</summary>
    public double At(double x, double y)
    {
        double sum = 0, weight = 0.5333;
        for (var octave = 0; octave < Octaves; octave++)
        {
            sum += weight * Lattice(x, y, octave);
            (x, y, weight) = (x * 2, y * 2, weight / 2);
        }

        return sum;
    }

    private double Lattice(double x, double y, int octave)
    {
        var (left, top) = (Math.Floor(x), Math.Floor(y));
        var (column, row) = ((long)left, (long)top);
        var (fx, fy) = (Falloff.Step(0, 1, x - left), Falloff.Step(0, 1, y - top));
        var above = Mixed(Hash(column, row, octave), Hash(column + 1, row, octave), fx);
        var below = Mixed(Hash(column, row + 1, octave), Hash(column + 1, row + 1, octave), fx);
        return Mixed(above, below, fy);
    }

    private double Hash(long column, long row, int octave)
    {
        var key = seed + ((ulong)column * 0x9E3779B97F4A7C15) + ((ulong)row * 0xC2B2AE3D27D4EB4F) + (ulong)octave;
        return (SplitMix64.Mix(key) >> 11) * (1.0 / (1UL << 53));
    }

    private static double Mixed(double a, double b, double t) => a + ((b - a) * t);
}
