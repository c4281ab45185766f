namespace CovidXray.Reports;

/// <summary>A stretch of a histogram.</summary>
/// <param name="From">Its lower end, included.</param>
/// <param name="To">Its upper end, not included; infinite in a last bin that is open.</param>
/// <param name="Count">How many values fall into it.</param>
public sealed record HistogramBin(double From, double To, int Count)
{
    /// <summary>The bin as a label, such as <c>20-29</c> for whole numbers from 20 to below 30.</summary>
    public string Label => double.IsPositiveInfinity(To) ? $"{From}+" : $"{From}-{To - 1}";

    /// <summary>Sorts values into bins.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="edges">Where bins begin, ascending; the last one is open. Values below the first edge count in the first bin.</param>
    public static IReadOnlyList<HistogramBin> Of(IEnumerable<double> values, params ReadOnlySpan<double> edges)
    {
        var counts = new int[edges.Length];
        foreach (var value in values)
        {
            var bin = edges.Length - 1;
            while (bin > 0 && value < edges[bin])
            {
                bin--;
            }

            counts[bin]++;
        }

        var bins = new HistogramBin[edges.Length];
        for (var i = 0; i < bins.Length; i++)
        {
            bins[i] = new HistogramBin(edges[i], i + 1 < edges.Length ? edges[i + 1] : double.PositiveInfinity, counts[i]);
        }

        return bins;
    }
}
