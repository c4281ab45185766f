namespace CovidXray.Duplicates;

/// <summary>A small picture as each pixel's difference from what surrounds it, in units of how much pixels differ there.</summary>
/// <remarks>
/// Films of the chest look alike in the large, and copies differ in brightness, contrast and gamma. What is left here is the fine
/// detail, as strong in the dark as in the light: it is the same in copies, and another one in two films of one patient.
/// Sums are in a fixed order, so values are the same on every machine.
/// </remarks>
internal sealed class LocalContrast
{
    private const int Side = SmallPicture.Side;

    /// <summary>Pixels to each side that surround one.</summary>
    private const int Radius = 4;

    /// <summary>The share of the whole picture's contrast below which a place counts as flat.</summary>
    private const double Flatness = 0.3;

    /// <summary>Greys below which a contrast is but noise.</summary>
    private const double Noise = 2;

    private LocalContrast(double[] values) => Values = values;

    /// <summary>The values, row by row.</summary>
    public double[] Values { get; }

    public static LocalContrast Of(SmallPicture picture)
    {
        var greys = new double[SmallPicture.Pixels];
        for (var i = 0; i < greys.Length; i++)
        {
            greys[i] = picture.Greys[i];
        }

        var means = Blur(greys);
        var squares = new double[greys.Length];
        var (sum, sumOfSquares) = (0.0, 0.0);
        for (var i = 0; i < greys.Length; i++)
        {
            greys[i] -= means[i];
            squares[i] = greys[i] * greys[i];
            sum += greys[i];
            sumOfSquares += squares[i];
        }

        var mean = sum / greys.Length;
        var contrast = Math.Sqrt(Math.Max(0, (sumOfSquares / greys.Length) - (mean * mean)));
        var variances = Blur(squares);
        for (var i = 0; i < greys.Length; i++)
        {
            greys[i] /= Math.Sqrt(Math.Max(0, variances[i])) + (Flatness * contrast) + Noise;
        }

        return new LocalContrast(greys);
    }

    /// <summary>Means of squares around each pixel, of what of them lies in the picture.</summary>
    private static double[] Blur(double[] values) => BlurRows(BlurRows(values));

    /// <summary>Means along rows; the result is transposed.</summary>
    private static double[] BlurRows(double[] values)
    {
        var result = new double[values.Length];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var first = Math.Max(0, x - Radius);
                var end = Math.Min(Side, x + Radius + 1);
                var sum = 0.0;
                for (var i = first; i < end; i++)
                {
                    sum += values[(y * Side) + i];
                }

                result[(x * Side) + y] = sum / (end - first);
            }
        }

        return result;
    }
}
