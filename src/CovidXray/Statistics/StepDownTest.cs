namespace CovidXray.Statistics;

/// <summary>P-values of many fields at once, corrected for how many there are: Westfall and Young's step-down of smallest p-values (1993).</summary>
/// <remarks>
/// <para>Each statistic is first turned into the share of all labels, the true ones among them, under which it is as large: a p-value, for
/// each of the labels. The smallest p-value under the true labels is compared with the smallest under each of the labels by chance; the
/// second with the smallest of all fields but the first; and so on. If no field tells anything, the chance that any corrected p-value is
/// at most 0.05 is 0.05, however the fields hang together (Ge, Dudoit and Speed, Test 12, 2003, box 4).</para>
/// </remarks>
internal static class StepDownTest
{
    /// <summary>Tests.</summary>
    /// <param name="statistics">For each field its statistic under the true labels, then under each of the labels by chance; larger tells more.</param>
    /// <returns>For each field the p-value by itself, and the corrected one.</returns>
    public static (double Alone, double Corrected)[] Of(IReadOnlyList<double[]> statistics)
    {
        if (statistics.Count == 0)
        {
            return [];
        }

        var draws = statistics[0].Length;
        int[][] counts = [.. statistics.Select(AsLarge)];

        // The most significant first; what is as significant by how far it lies from chance.
        int[] order = [.. Enumerable.Range(0, counts.Length).OrderBy(f => counts[f][0]).ThenByDescending(f => Scaled(statistics[f])).ThenBy(f => f)];
        var least = Enumerable.Repeat(int.MaxValue, draws).ToArray();
        var found = new (double Alone, double Corrected)[counts.Length];
        foreach (var field in order.Reverse())
        {
            var own = counts[field];
            var below = 0;
            for (var i = 0; i < draws; i++)
            {
                least[i] = Math.Min(least[i], own[i]);
                below += least[i] <= own[0] ? 1 : 0;
            }

            found[field] = ((double)own[0] / draws, (double)below / draws);
        }

        // A field that comes later cannot be surer.
        var largest = 0.0;
        foreach (var field in order)
        {
            largest = Math.Max(largest, found[field].Corrected);
            found[field].Corrected = largest;
        }

        return found;
    }

    /// <summary>For each statistic, how many are as large, itself among them.</summary>
    private static int[] AsLarge(double[] statistics)
    {
        int[] order = [.. Enumerable.Range(0, statistics.Length)];
        double[] sorted = [.. statistics];
        Array.Sort(sorted, order);
        var counts = new int[sorted.Length];
        for (int end = sorted.Length, start; end > 0; end = start)
        {
            for (start = end - 1; start > 0 && sorted[start - 1] == sorted[end - 1];)
            {
                start--;
            }

            for (var i = start; i < end; i++)
            {
                counts[order[i]] = sorted.Length - start;
            }
        }

        return counts;
    }

    private static double Scaled(double[] statistics)
    {
        var mean = statistics.Sum() / statistics.Length;
        var deviation = Math.Sqrt(statistics.Sum(s => (s - mean) * (s - mean)) / statistics.Length);
        return deviation < 1e-12 ? 0 : (statistics[0] - mean) / deviation;
    }
}
