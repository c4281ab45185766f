namespace CovidXray.Statistics;

/// <summary>P-values of many figures at once, corrected for how many there are: Westfall and Young's step-down of largest values (1993).</summary>
/// <remarks>
/// <para>Figures are made comparable first: of each the mean over all labels, the true ones among them, is taken away, and it is divided by its
/// standard deviation. The largest figure is compared with the largest of all under labels by chance; the second with the largest of all
/// but the first; and so on. If no field tells anything, the chance that any p-value is at most 0.05 is 0.05, however the fields hang together.</para>
/// </remarks>
internal static class StepDownTest
{
    /// <summary>Tests.</summary>
    /// <param name="figures">For each field its figure under the true labels, then under each of the labels by chance; larger tells more.</param>
    /// <returns>For each field the p-value by itself, and the corrected one.</returns>
    public static (double Alone, double Corrected)[] Of(IReadOnlyList<double[]> figures)
    {
        if (figures.Count == 0)
        {
            return [];
        }

        double[][] scaled = [.. figures.Select(Scaled)];
        var draws = figures[0].Length;
        int[] order = [.. Enumerable.Range(0, figures.Count).OrderBy(f => scaled[f][0]).ThenByDescending(f => f)];
        var largest = Enumerable.Repeat(double.NegativeInfinity, draws).ToArray();
        var found = new (double Alone, double Corrected)[figures.Count];
        foreach (var field in order)
        {
            var own = scaled[field];
            for (var i = 0; i < draws; i++)
            {
                largest[i] = Math.Max(largest[i], own[i]);
            }

            found[field] = (Share(own, own[0]), Share(largest, own[0]));
        }

        // A field that tells more cannot be less sure than one that tells less.
        var least = 0.0;
        foreach (var field in order.Reverse())
        {
            least = Math.Max(least, found[field].Corrected);
            found[field].Corrected = least;
        }

        return found;
    }

    private static double Share(double[] figures, double least) => (double)figures.Count(f => f >= least) / figures.Length;

    private static double[] Scaled(double[] figures)
    {
        var mean = figures.Sum() / figures.Length;
        var deviation = Math.Sqrt(figures.Sum(f => (f - mean) * (f - mean)) / figures.Length);

        // What is always the same differs by rounding at most.
        return deviation < 1e-12 ? new double[figures.Length] : [.. figures.Select(f => Math.Round((f - mean) / deviation, 9))];
    }
}
