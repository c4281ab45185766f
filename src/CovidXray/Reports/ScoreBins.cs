using System.Globalization;
using CovidXray.Scores;

namespace CovidXray.Reports;

/// <summary>How many films have which values of a figure, for a chart.</summary>
internal static class ScoreBins
{
    private const int Most = 10;

    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Bins of equal width, from the smallest value to the largest; labels say where they begin and end.</summary>
    public static IEnumerable<(string Label, long Count)> Of(ScoreFigure figure, IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            yield break;
        }

        var (low, width) = Edges(values.Min(), values.Max());
        var decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(width) + 1e-9));
        var last = (int)Math.Floor((values.Max() - low) / width);

        // The best share is 1, and not the only one in a bin of its own.
        last = figure.Kind == ScoreFigureKind.Share && last > 0 && low + (last * width) >= 1 ? last - 1 : last;
        for (var bin = 0; bin <= last; bin++)
        {
            var (from, to) = (low + (bin * width), low + ((bin + 1) * width));
            yield return (string.Create(CultureInfo.InvariantCulture, $"{Text(from, decimals)} to {Text(to, decimals)}"), values.Count(v => Math.Min(last, (int)Math.Floor((v - low) / width)) == bin));
        }
    }

    /// <summary>Where the first bin begins, and a width of 1, 2 or 5 times a power of ten.</summary>
    private static (double Low, double Width) Edges(double smallest, double largest)
    {
        var rough = Math.Max((largest - smallest) / Most, 1e-3);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var width = Steps.Select(f => f * power).First(w => w >= rough * (1 - 1e-9));
        return (Math.Floor(smallest / width) * width, width);
    }

    private static string Text(double value, int decimals) => value.ToString($"F{Math.Min(decimals, 4)}", CultureInfo.InvariantCulture);
}
