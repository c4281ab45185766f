using System.Globalization;

namespace CovidXray.Reports;

/// <summary>A stretch of a histogram.</summary>
/// <param name="From">Its lower end, included.</param>
/// <param name="To">Its upper end, not included; infinite in a last bin that is open.</param>
/// <param name="Count">How many values fall into it.</param>
public sealed record HistogramBin(double From, double To, int Count)
{
    private const double LargestPlain = 1e15;

    /// <summary>Whether the values are whole numbers, so that a label may name the last one rather than the end.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>The bin as a label: of whole numbers <c>20-29</c> or <c>7</c>, of others <c>20-30</c>, the last <c>90+</c>.</summary>
    public string Label
    {
        get
        {
            var last = IsWhole ? To - 1 : To;
            return double.IsPositiveInfinity(To) ? $"{Text(From)}+" : last == From ? Text(From) : $"{Text(From)}-{Text(last)}";
        }
    }

    private static string Text(double edge) => edge.ToString(Math.Abs(edge) < LargestPlain ? "0.######" : "G6", CultureInfo.InvariantCulture);

    /// <summary>Sorts values into bins.</summary>
    /// <param name="values">The values, in any order.</param>
    /// <param name="edges">Where bins begin, ascending; the last one is open. Values below the first edge count in the first bin.</param>
    public static IReadOnlyList<HistogramBin> Of(IEnumerable<double> values, params ReadOnlySpan<double> edges)
    {
        var counts = new int[edges.Length];
        foreach (var value in values)
        {
            counts[BinEdges.IndexOf(edges, value)]++;
        }

        var bins = new HistogramBin[edges.Length];
        for (var i = 0; i < bins.Length; i++)
        {
            bins[i] = new HistogramBin(edges[i], i + 1 < edges.Length ? edges[i + 1] : double.PositiveInfinity, counts[i]);
        }

        return bins;
    }
}
