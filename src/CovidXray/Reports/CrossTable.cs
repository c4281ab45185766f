using System.Globalization;

namespace CovidXray.Reports;

/// <summary>How two fields go together: the number of images for each pair of values.</summary>
public sealed class CrossTable
{
    private const int MostFullCells = 10_000;

    // By row: the columns that occur in it.
    private readonly Dictionary<int, int>[] _counts;

    private CrossTable(string rowField, string columnField, string[] rows, string[] columns, Dictionary<int, int>[] counts)
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
    public double? CramersV { get; private init; }

    /// <summary>Whether there are so many pairs of values that reports for programs leave out those that do not occur: over 10,000.</summary>
    public bool IsSparse => (long)Rows.Count * Columns.Count > MostFullCells;

    /// <summary>The pairs for reports: all of them, or of a sparse table those that occur; row by row.</summary>
    public IEnumerable<(int Row, int Column, int Images)> Cells =>
        Enumerable.Range(0, Rows.Count).SelectMany(r => (IsSparse ? _counts[r].Keys.Order() : Enumerable.Range(0, Columns.Count)).Select(c => (r, c, this[r, c])));

    /// <summary>The number of images of a pair.</summary>
    /// <param name="row">Index into <see cref="Rows"/>.</param>
    /// <param name="column">Index into <see cref="Columns"/>.</param>
    public int this[int row, int column] => _counts[row].GetValueOrDefault(column);

    /// <summary>Counts pairs; null is missing.</summary>
    /// <param name="rowField">The rows' field.</param>
    /// <param name="columnField">The columns' field.</param>
    /// <param name="pairs">One pair an image.</param>
    public static CrossTable Of(string rowField, string columnField, IEnumerable<(string? Row, string? Column)> pairs)
    {
        var all = pairs.Select(p => (Row: Name(p.Row), Column: Name(p.Column))).ToList();
        var rows = Sorted(all.Select(p => p.Row));
        var columns = Sorted(all.Select(p => p.Column));
        var (rowIndex, columnIndex) = (Index(rows), Index(columns));
        Dictionary<int, int>[] counts = [.. rows.Select(_ => new Dictionary<int, int>())];
        foreach (var (row, column) in all)
        {
            var cells = counts[rowIndex[row ?? Distribution.MissingName]];
            var index = columnIndex[column ?? Distribution.MissingName];
            cells[index] = cells.GetValueOrDefault(index) + 1;
        }

        var table = new CrossTable(rowField, columnField, rows, columns, counts)
        {
            HasMissingRow = all.Exists(p => p.Row is null),
            HasMissingColumn = all.Exists(p => p.Column is null),
        };
        return table.With(rows, columns, counts, table.MeasureStrength());
    }

    /// <summary>The table with its rows as columns.</summary>
    public CrossTable Transposed()
    {
        Dictionary<int, int>[] counts = [.. Columns.Select(_ => new Dictionary<int, int>())];
        foreach (var (row, column, images) in Occurring)
        {
            counts[column][row] = images;
        }

        return new CrossTable(ColumnField, RowField, [.. Columns], [.. Rows], counts) { HasMissingRow = HasMissingColumn, HasMissingColumn = HasMissingRow, CramersV = CramersV };
    }

    /// <summary>The table for a page or a terminal: the most frequent values, and the others in one; <see cref="CramersV"/> stays that of all.</summary>
    /// <param name="mostRows">How many values of the rows' field are shown, 1 or more.</param>
    /// <param name="mostColumns">How many of the columns'.</param>
    public CrossTable Top(int mostRows, int mostColumns)
    {
        var (rows, rowOf) = Shorten(Rows, HasMissingRow, RowSums(Occurring), mostRows);
        var (columns, columnOf) = Shorten(Columns, HasMissingColumn, ColumnSums(Occurring), mostColumns);
        Dictionary<int, int>[] counts = [.. rows.Select(_ => new Dictionary<int, int>())];
        foreach (var (row, column, images) in Occurring)
        {
            var cells = counts[rowOf[row]];
            cells[columnOf[column]] = cells.GetValueOrDefault(columnOf[column]) + images;
        }

        return With(rows, columns, counts, CramersV);
    }

    private CrossTable With(string[] rows, string[] columns, Dictionary<int, int>[] counts, double? strength) =>
        new(RowField, ColumnField, rows, columns, counts) { HasMissingRow = HasMissingRow, HasMissingColumn = HasMissingColumn, CramersV = strength };

    private IEnumerable<(int Row, int Column, int Images)> Occurring =>
        _counts.SelectMany((cells, row) => cells.Select(cell => (row, cell.Key, cell.Value)));

    /// <summary>Chi square is the sum of (counted - expected)^2 / expected; that of a pair that does not occur is what was expected.</summary>
    private double? MeasureStrength()
    {
        var known = Occurring.Where(c => !(HasMissingRow && c.Row == Rows.Count - 1) && !(HasMissingColumn && c.Column == Columns.Count - 1)).ToList();
        var (rowSums, columnSums) = (RowSums(known), ColumnSums(known));
        var total = known.Sum(c => (double)c.Images);
        var degrees = Math.Min(rowSums.Count(s => s > 0), columnSums.Count(s => s > 0)) - 1;
        if (degrees < 1)
        {
            return null;
        }

        var (chiSquare, expectedNowhere) = (0.0, total);
        foreach (var (row, column, images) in known.OrderBy(c => (c.Row, c.Column)))
        {
            var expected = rowSums[row] * columnSums[column] / total;
            chiSquare += (images - expected) * (images - expected) / expected;
            expectedNowhere -= expected;
        }

        return Math.Sqrt((chiSquare + Math.Max(0, expectedNowhere)) / (total * degrees));
    }

    private double[] RowSums(IEnumerable<(int Row, int Column, int Images)> cells) => Sums(Rows.Count, cells.Select(c => (c.Row, c.Images)));

    private double[] ColumnSums(IEnumerable<(int Row, int Column, int Images)> cells) => Sums(Columns.Count, cells.Select(c => (c.Column, c.Images)));

    private static double[] Sums(int count, IEnumerable<(int Index, int Images)> cells)
    {
        var sums = new double[count];
        foreach (var (index, images) in cells)
        {
            sums[index] += images;
        }

        return sums;
    }

    /// <summary>The names that are shown, in their order, and where each of all goes.</summary>
    private static (string[] Names, int[] Targets) Shorten(IReadOnlyList<string> names, bool hasMissing, double[] sums, int most)
    {
        var known = names.Count - (hasMissing ? 1 : 0);
        if (known <= most)
        {
            return ([.. names], [.. Enumerable.Range(0, names.Count)]);
        }

        int[] kept = [.. Enumerable.Range(0, known).OrderByDescending(i => sums[i]).Take(most).Order()];
        var targets = new int[names.Count];
        Array.Fill(targets, kept.Length);
        for (var target = 0; target < kept.Length; target++)
        {
            targets[kept[target]] = target;
        }

        string[] shown = [.. kept.Select(i => names[i]), $"{known - most}{Distribution.OthersName}"];
        if (!hasMissing)
        {
            return (shown, targets);
        }

        targets[^1] = shown.Length;
        return ([.. shown, names[^1]], targets);
    }

    /// <summary>A value that is spelt like the missing ones gets quotes.</summary>
    private static string? Name(string? value) => value == Distribution.MissingName ? $"'{value}'" : value;

    private static Dictionary<string, int> Index(string[] names) => names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i, StringComparer.Ordinal);

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
