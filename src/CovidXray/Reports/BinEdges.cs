using CovidXray.Filters;

namespace CovidXray.Reports;

/// <summary>Where the bins of histograms begin.</summary>
internal static class BinEdges
{
    private const int MostBins = 12;
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Decades of age, in years.</summary>
    public static double[] Age { get; } = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];

    /// <summary>Sides of images, in pixels.</summary>
    public static double[] Side { get; } = [0, 256, 512, 768, 1024, 1536, 2048, 3072];

    /// <summary>The edges for a field: its usual ones, else round ones over its values.</summary>
    public static double[] Of(FilterField field, IReadOnlyList<double> values) => field.Name switch
    {
        "age" => Age,
        "width" or "height" or "minside" => Side,
        _ => Round(values),
    };

    /// <summary>The bin that a value falls into; values below the first edge fall into the first bin.</summary>
    public static int IndexOf(ReadOnlySpan<double> edges, double value)
    {
        var bin = edges.Length - 1;
        while (bin > 0 && value < edges[bin])
        {
            bin--;
        }

        return bin;
    }

    /// <summary>Up to a dozen edges that are multiples of 1, 2 or 5 times a power of ten; whole numbers if all values are.</summary>
    private static double[] Round(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return [0];
        }

        var (min, max) = (values.Min(), values.Max());
        var power = Math.Pow(10, Math.Floor(Math.Log10((max - min) / MostBins)));
        var step = Steps.Select(s => s * power).FirstOrDefault(s => (max - min) / s < MostBins - 1);
        step = values.All(double.IsInteger) ? Math.Max(1, step) : step;
        var edges = Enumerable.Range(0, MostBins).Select(i => (Math.Floor(min / step) + i) * step).Where(e => e <= max).ToArray();

        // All values alike, or so large or far apart that a double cannot count the steps: one bin.
        return edges.Length > 0 && edges.All(double.IsFinite) && edges.Zip(edges.Skip(1)).All(e => e.First < e.Second) ? edges : [min];
    }
}
