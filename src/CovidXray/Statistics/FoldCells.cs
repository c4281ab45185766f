using MathNet.Numerics.Statistics;

namespace CovidXray.Statistics;

/// <summary>Which cell of a one-field predictor each image falls into: its category, or the quantile bin of its number.</summary>
/// <remarks>Bins are made of the numbers of the other folds, so they differ from fold to fold. What is missing is a cell of its own.</remarks>
internal sealed class FoldCells
{
    /// <summary>Into how many bins numbers go.</summary>
    public const int UsualBins = 10;

    // numpy and scikit-learn (KBinsDiscretizer) take edges that lie no further apart for one.
    private const double OneEdge = 1e-8;

    private FoldCells(int[][] cells, int count, bool areSame) => (Cells, Count, AreSame) = (cells, count, areSame);

    /// <summary>By fold that is predicted, then by image in the design's order; -1 for an image that is absent.</summary>
    public int[][] Cells { get; }

    /// <summary>How many cells there are at most.</summary>
    public int Count { get; }

    /// <summary>Whether they are the same for all folds.</summary>
    public bool AreSame { get; }

    /// <summary>Puts images into cells.</summary>
    /// <param name="values">The field, in the design's order.</param>
    public static FoldCells Of(FieldValues values, AuditDesign design)
    {
        if (!values.IsNumber)
        {
            return new FoldCells([.. Enumerable.Repeat(values.Codes, design.Folds)], values.Names.Count + 1, areSame: true);
        }

        var cells = new int[design.Folds][];
        for (var fold = 0; fold < design.Folds; fold++)
        {
            var (start, end) = (design.Starts[fold], design.Starts[fold + 1]);
            var edges = Edges(values.Numbers.Where((number, i) => (i < start || i >= end) && !double.IsNaN(number)));
            cells[fold] = [.. values.Numbers.Select((n, i) => values.IsAbsent[i] ? -1 : double.IsNaN(n) ? UsualBins : BinOf(edges, n))];
        }

        return new FoldCells(cells, UsualBins + 1, areSame: false);
    }

    /// <summary>The edges between bins of about as many numbers each, ascending; fewer where numbers repeat.</summary>
    public static double[] Edges(IEnumerable<double> numbers, int bins = UsualBins)
    {
        double[] sorted = [.. numbers.Order()];
        if (sorted.Length == 0)
        {
            return [];
        }

        var edges = new List<double>();
        for (var i = 0; i <= bins; i++)
        {
            var edge = SortedArrayStatistics.QuantileCustom(sorted, i / (double)bins, QuantileDefinition.R7);
            if (edges.Count == 0 || edge - edges[^1] > OneEdge)
            {
                edges.Add(edge);
            }
        }

        return edges.Count < 3 ? [] : [.. edges.Skip(1).SkipLast(1)];
    }

    /// <summary>The bin of a number: edges belong to the bin above them.</summary>
    public static int BinOf(double[] edges, double number)
    {
        var bin = 0;
        while (bin < edges.Length && number >= edges[bin])
        {
            bin++;
        }

        return bin;
    }
}
