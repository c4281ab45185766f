namespace CovidXray.Reports;

/// <summary>The numbers of one field.</summary>
/// <param name="Count">How many images have one.</param>
/// <param name="Missing">How many have none.</param>
/// <param name="Min">The smallest; null if there is none.</param>
/// <param name="Max">The largest; null if there is none.</param>
/// <param name="Mean">The arithmetic mean; null if there is none.</param>
/// <param name="Median">The middle one, or the mean of the two middle ones; null if there is none.</param>
/// <param name="Histogram">The numbers in bins.</param>
public sealed record NumberSummary(int Count, int Missing, double? Min, double? Max, double? Mean, double? Median, IReadOnlyList<HistogramBin> Histogram)
{
    /// <summary>Summarizes numbers; the order in which they come does not change the result.</summary>
    /// <param name="values">One number an image, null where it is missing.</param>
    /// <param name="edges">Where the histogram's bins begin.</param>
    public static NumberSummary Of(IEnumerable<double?> values, params ReadOnlySpan<double> edges)
    {
        var all = values.ToList();
        var numbers = all.OfType<double>().Order().ToArray();
        var missing = all.Count - numbers.Length;
        if (numbers.Length == 0)
        {
            return new NumberSummary(0, missing, null, null, null, null, HistogramBin.Of([], edges));
        }

        var middle = numbers.Length / 2;
        var median = numbers.Length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] / 2) + (numbers[middle] / 2);
        var isWhole = numbers.All(double.IsInteger);
        IReadOnlyList<HistogramBin> bins = [.. HistogramBin.Of(numbers, edges).Select(b => b with { IsWhole = isWhole })];
        return new NumberSummary(numbers.Length, missing, numbers[0], numbers[^1], MeanOf(numbers), median, bins);
    }

    /// <summary>The sum of large numbers may be infinite where their mean is not.</summary>
    private static double MeanOf(double[] numbers) =>
        numbers.Average() is var mean && double.IsFinite(mean) ? mean : numbers.Sum(n => n / numbers.Length);
}
