namespace CovidXray.Reports;

/// <summary>How two fields go together: the number of images for each pair of values.</summary>
public sealed class CrossTable
{
    private const string MissingName = "missing";
    private readonly int[,] _counts;

    private CrossTable(string rowField, string columnField, string[] rows, string[] columns, int[,] counts)
    {
        RowField = rowField;
        ColumnField = columnField;
        Rows = rows;
        Columns = columns;
        _counts = counts;
    }

    /// <summary>The field whose values are the rows.</summary>
    public string RowField { get; }

    /// <summary>The field whose values are the columns.</summary>
    public string ColumnField { get; }

    /// <summary>The rows' values, sorted; <c>missing</c> last where it occurs.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>The columns' values, sorted; <c>missing</c> last where it occurs.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// Cramer's V: 0 if the fields are independent, 1 if one determines the other (Cramér, Mathematical Methods of
    /// Statistics, 1946, 21.9). Images that miss either value do not count; null if fewer than two values of either are left.
    /// </summary>
    public double? CramersV
    {
        get
        {
            var rows = Enumerable.Range(0, Rows.Count).Where(r => Rows[r] != MissingName).ToArray();
            var columns = Enumerable.Range(0, Columns.Count).Where(c => Columns[c] != MissingName).ToArray();
            var rowSums = rows.Select(r => columns.Sum(c => (double)_counts[r, c])).ToArray();
            var columnSums = columns.Select(c => rows.Sum(r => (double)_counts[r, c])).ToArray();
            var total = rowSums.Sum();
            var degrees = Math.Min(rowSums.Count(s => s > 0), columnSums.Count(s => s > 0)) - 1;
            if (degrees < 1)
            {
                return null;
            }

            var chiSquare = 0.0;
            for (var r = 0; r < rows.Length; r++)
            {
                for (var c = 0; c < columns.Length; c++)
                {
                    var expected = rowSums[r] * columnSums[c] / total;
                    var difference = _counts[rows[r], columns[c]] - expected;
                    chiSquare += expected > 0 ? difference * difference / expected : 0;
                }
            }

            return Math.Sqrt(chiSquare / (total * degrees));
        }
    }

    /// <summary>The number of images of a pair.</summary>
    /// <param name="row">Index into <see cref="Rows"/>.</param>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    public int this[int row, int column] => _counts[row, column];

    /// <summary>Counts pairs; null is missing.</summary>
    /// <param name="rowField">The rows' field.</param>
    /// <param name="columnField">The columns' field.</param>
    /// <param name="pairs">One pair an image.</param>
    public static CrossTable Of(string rowField, string columnField, IEnumerable<(string? Row, string? Column)> pairs)
    {
        var all = pairs.Select(p => (Row: p.Row ?? MissingName, Column: p.Column ?? MissingName)).ToList();
        var rows = Sorted(all.Select(p => p.Row));
        var columns = Sorted(all.Select(p => p.Column));
        var counts = new int[rows.Length, columns.Length];
        foreach (var (row, column) in all)
        {
            counts[Array.IndexOf(rows, row), Array.IndexOf(columns, column)]++;
        }

        return new CrossTable(rowField, columnField, rows, columns, counts);
    }

    private static string[] Sorted(IEnumerable<string> values) =>
        [.. values.Distinct(StringComparer.Ordinal).OrderBy(v => v == MissingName).ThenBy(v => v, NaturalOrder.Instance)];

    /// <summary>Numbers by value, before texts, which go by letters.</summary>
    private sealed class NaturalOrder : IComparer<string>
    {
        public static readonly NaturalOrder Instance = new();

        public int Compare(string? x, string? y) => (double.TryParse(x, out var a), double.TryParse(y, out var b)) switch
        {
            (true, true) => a.CompareTo(b),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(x, y),
        };
    }
}
