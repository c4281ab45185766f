using MathNet.Numerics.Statistics;

namespace CovidXray.Statistics;

/// <summary>How closely a field goes with a label, over all images and without prediction.</summary>
internal static class Association
{
    /// <summary>Cramér's V, corrected for bias (Bergsma 2013): 0 for nothing in common to 1.</summary>
    /// <param name="cells">The cell of each image, what is missing being one.</param>
    /// <param name="labels">The class of each image.</param>
    /// <returns>Null if either does not vary.</returns>
    public static double? CramersV(IReadOnlyList<int> cells, IReadOnlyList<int> labels)
    {
        var (rows, columns) = (cells.Max() + 1, labels.Max() + 1);
        var (counts, ofRows, ofColumns) = (new double[rows, columns], new double[rows], new double[columns]);
        for (var i = 0; i < cells.Count; i++)
        {
            counts[cells[i], labels[i]]++;
            ofRows[cells[i]]++;
            ofColumns[labels[i]]++;
        }

        double n = cells.Count;
        var (r, c) = (ofRows.Count(o => o > 0), ofColumns.Count(o => o > 0));
        if (r < 2 || c < 2)
        {
            return null;
        }

        var chi = 0.0;
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var expected = ofRows[row] * ofColumns[column] / n;
                chi += expected == 0 ? 0 : (counts[row, column] - expected) * (counts[row, column] - expected) / expected;
            }
        }

        var phi = Math.Max(0, (chi / n) - ((r - 1.0) * (c - 1) / (n - 1)));
        var (rowsLeft, columnsLeft) = (r - ((r - 1.0) * (r - 1) / (n - 1)), c - ((c - 1.0) * (c - 1) / (n - 1)));
        var least = Math.Min(rowsLeft - 1, columnsLeft - 1);
        return least <= 0 ? null : Math.Min(1, Math.Sqrt(phi / least));
    }

    /// <summary>Spearman's rank correlation of numbers and a label of two classes, over images that have a number: -1 to 1.</summary>
    /// <param name="numbers">NaN where they are missing.</param>
    /// <param name="labels">0 or 1.</param>
    /// <returns>Null if either does not vary.</returns>
    public static double? Spearman(IReadOnlyList<double> numbers, IReadOnlyList<int> labels)
    {
        int[] known = [.. Enumerable.Range(0, numbers.Count).Where(i => !double.IsNaN(numbers[i]))];
        double[] one = [.. known.Select(i => numbers[i])];
        double[] other = [.. known.Select(i => (double)labels[i])];
        return one.Distinct().Take(2).Count() < 2 || other.Distinct().Take(2).Count() < 2 ? null : Correlation.Spearman(one, other);
    }
}
