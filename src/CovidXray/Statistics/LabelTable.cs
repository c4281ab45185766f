namespace CovidXray.Statistics;

/// <summary>A table of a field's cells and the label's classes, filled anew for each labelling, and how far it is from one that tells nothing.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class LabelTable
{
    private readonly int[] _cells;
    private readonly int _rows;
    private readonly int _classes;
    private readonly bool _isNumber;
    private readonly double[] _counts;
    private readonly double[] _below;
    private readonly double[] _totals;

    /// <param name="values">The field, in the order of the labels that will come.</param>
    /// <param name="classes">How many classes they have.</param>
    public LabelTable(FieldValues values, int classes)
    {
        _cells = AuditFigures.CellsOf(values);
        _rows = _cells.Max() + 1;
        _classes = classes;
        _isNumber = values.IsNumber;
        if (_isNumber && values.Missing == 0)
        {
            // The last row is of what is missing.
            _rows++;
        }

        _counts = new double[_rows * classes];
        (_below, _totals) = (new double[classes], new double[classes]);
    }

    /// <summary>How far the label is from having nothing to do with the field; 0 or more.</summary>
    /// <remarks>
    /// Of categories Pearson's chi-squared of the table. Of numbers, whose bins are in order, the sum over the edges between bins of the
    /// chi-squared of what is below and above (Taguchi's cumulative chi-squared, Nair 1987), and that of what is known and missing.
    /// </remarks>
    /// <param name="labels">The class of each image.</param>
    public double Statistic(ReadOnlySpan<int> labels)
    {
        Array.Clear(_counts);
        for (var i = 0; i < labels.Length; i++)
        {
            if (_cells[i] >= 0)
            {
                _counts[(_cells[i] * _classes) + labels[i]]++;
            }
        }

        // The same tables give the same number, in whatever order their sums came about.
        return Math.Round(_isNumber ? Cumulative() : ChiSquared(_counts, _rows, _classes), 9);
    }

    /// <summary>Pearson's chi-squared of a table, without a correction for continuity.</summary>
    public static double ChiSquared(ReadOnlySpan<double> counts, int rows, int columns)
    {
        Span<double> ofColumns = stackalloc double[columns];
        for (var i = 0; i < rows * columns; i++)
        {
            ofColumns[i % columns] += counts[i];
        }

        var all = 0.0;
        foreach (var count in ofColumns)
        {
            all += count;
        }

        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var ofRow = 0.0;
            foreach (var count in counts.Slice(row * columns, columns))
            {
                ofRow += count;
            }

            for (var column = 0; column < columns && ofRow > 0; column++)
            {
                var count = counts[(row * columns) + column];
                sum += count == 0 ? 0 : count * count / (ofRow * ofColumns[column]);
            }
        }

        return all == 0 ? 0 : Math.Max(0, all * (sum - 1));
    }

    private double Cumulative()
    {
        Array.Clear(_totals);
        var known = (_rows - 1) * _classes;
        for (var i = 0; i < known; i++)
        {
            _totals[i % _classes] += _counts[i];
        }

        var sum = TwoRows(_totals, _counts.AsSpan(known));
        Array.Clear(_below);
        Span<double> above = stackalloc double[_classes];
        for (var row = 0; row < _rows - 2; row++)
        {
            for (var c = 0; c < _classes; c++)
            {
                _below[c] += _counts[(row * _classes) + c];
                above[c] = _totals[c] - _below[c];
            }

            sum += TwoRows(_below, above);
        }

        return sum;
    }

    private double TwoRows(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        Span<double> table = stackalloc double[2 * _classes];
        one.CopyTo(table);
        other.CopyTo(table[_classes..]);
        return ChiSquared(table, 2, _classes);
    }
}
