namespace PhantomGenerator.Drawing;

/// <summary>Softens a plate: three running means along rows and columns come close to a Gaussian, at any radius for the same cost.</summary>
internal static class Blur
{
    private const int Passes = 3;

    /// <summary>A softened copy; pixels beyond the edge count as the edge's.</summary>
    public static Plate Soften(Plate plate, int radius)
    {
        var soft = new Plate(plate.Width, plate.Height);
        plate.Values.CopyTo(soft.Values, 0);
        var line = new double[Math.Max(plate.Width, plate.Height)];
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var y = 0; y < soft.Height; y++)
            {
                Mean(soft.Values, y * soft.Width, 1, line.AsSpan(0, soft.Width), radius);
            }

            for (var x = 0; x < soft.Width; x++)
            {
                Mean(soft.Values, x, soft.Width, line.AsSpan(0, soft.Height), radius);
            }
        }

        return soft;
    }

    private static void Mean(double[] values, int start, int stride, Span<double> line, int radius)
    {
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = values[start + (i * stride)];
        }

        var last = line.Length - 1;
        double sum = 0;
        for (var i = -radius; i <= radius; i++)
        {
            sum += line[Math.Clamp(i, 0, last)];
        }

        for (var i = 0; i < line.Length; i++)
        {
            values[start + (i * stride)] = sum / ((2 * radius) + 1);
            sum += line[Math.Min(i + radius + 1, last)] - line[Math.Max(i - radius, 0)];
        }
    }
}
