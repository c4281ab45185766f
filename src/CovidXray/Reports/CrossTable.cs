using System.Globalization;

namespace CovidXray.Reports;

/// <summary>How two fields go together: the number of images for each pair of values.</summary>
public sealed class CrossTable
{
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

    /// <summary>Whether the last row counts images that miss the rows' field.</summary>
    public bool HasMissingRow { get; private init; }

    /// <summary>Whether the last column counts images that miss the columns' field.</summary>
    public bool HasMissingColumn { get; private init; }

    /// <summary>
    /// Cramer's V: 0 if the fields are independent, 1 if one determines the other (Cramér, Mathematical Methods of
    /// Statistics, 1946, 21.9). Images that miss either value do not count; null if fewer than two values of either are left.
    /// </summary>
    public double? CramersV
    {
        get
        {
            var rows = Enumerable.Range(0, Rows.Count - (HasMissingRow ? 1 : 0)).ToArray();
            var columns = Enumerable.Range(0, Columns.Count - (HasMissingColumn ? 1 : 0)).ToArray();
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
        var all = pairs.Select(p => (Row: Name(p.Row), Column: Name(p.Column))).ToList();
        var rows = Sorted(all.Select(p => p.Row));
        var columns = Sorted(all.Select(p => p.Column));
        var counts = new int[rows.Length, columns.Length];
        foreach (var (row, column) in all)
        {
            counts[IndexOf(rows, row), IndexOf(columns, column)]++;
        }

        return new CrossTable(rowField, columnField, rows, columns, counts)
        {
            HasMissingRow = all.Exists(p => p.Row is null),
            HasMissingColumn = all.Exists(p => p.Column is null),
        };
    }

    /// <summary>A value that is spelt like the missing ones gets quotes.</summary>
    private static string? Name(string? value) => value == Distribution.MissingName ? $"'{value}'" : value;

    private static int IndexOf(string[] names, string? value) => value is null ? names.Length - 1 : Array.IndexOf(names, value);

    private static string[] Sorted(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Distinct(StringComparer.Ordinal).Order(NaturalOrder.Instance), .. values.Any(v => v is null) ? [Distribution.MissingName] : Array.Empty<string>()];

    /// <summary>By the number that they begin with (<c>512-767</c> before <c>1024-1535</c>), before texts, which go by letters.</summary>
    private sealed class NaturalOrder : IComparer<string>
    {
        public static readonly NaturalOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var order = LeadingNumber(x).CompareTo(LeadingNumber(y));
            return order != 0 ? order : string.CompareOrdinal(x, y);
        }

        private static double LeadingNumber(ReadOnlySpan<char> text)
        {
            var length = text.StartsWith('-') ? 1 : 0;
            while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.'))
            {
                length++;
            }

            return double.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.PositiveInfinity;
        }
    }
}
