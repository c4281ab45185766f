using CovidXray.Work;

namespace CovidXray.Statistics;

/// <summary>How well each of many fields alone predicts a label, and which of them tell more than chance.</summary>
/// <param name="design">Images, labels, groups and folds.</param>
internal sealed class AuditFigures(AuditDesign design)
{
    /// <summary>How many times labels are shared out by chance; 0 for no p-values.</summary>
    public int Permutations { get; init; } = 999;

    /// <summary>How many times groups are drawn; 0 for no intervals.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Another one makes other draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of threads. Figures do not depend on it.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Computes the figures of fields.</summary>
    /// <param name="fields">Their values, in the design's order.</param>
    public IReadOnlyList<FieldFigures> Of(IReadOnlyList<FieldValues> fields, CancellationToken cancellation = default)
    {
        var byChance = LabelPermutations.Make(design, Permutations, RandomSeeds.Of(Seed, 1));
        var draws = new GroupDraws(design.Groups, Resamples, RandomSeeds.Of(Seed, 2));
        var work = new OrderedWork<object?, (FieldFigures Figures, double[] Aucs)>(fields.Count, Jobs, () => null, (_, i) => One(fields[i], draws, byChance, cancellation)) { Ahead = 4 };
        var found = work.Run(cancellation).ToList();
        var values = StepDownTest.Of([.. found.Select(f => f.Aucs)]);
        return [.. found.Select((f, i) => f.Figures with { PValue = values[i].Alone, CorrectedPValue = values[i].Corrected })];
    }

    private (FieldFigures Figures, double[] Aucs) One(FieldValues values, GroupDraws draws, int[][] byChance, CancellationToken cancellation)
    {
        var predictor = new RatePredictor(FoldCells.Of(values, design), design);
        predictor.Fit(design.Labels);
        int[] asked = [.. Enumerable.Range(0, design.Count).Where(i => !values.IsAbsent[i])];
        int[] labels = [.. asked.Select(i => design.Labels[i])];
        var own = values.Of(asked);
        var figures = new FieldFigures
        {
            Auc = predictor.Auc(),
            BalancedAccuracy = predictor.BalancedAccuracy(),
            CramersV = Association.CramersV(CellsOf(own), labels),
            RankCorrelation = own.IsNumber && design.Classes == 2 ? Association.Spearman(own.Numbers, labels) : null,
        };
        var (aucs, accuracies) = (new double[draws.Weights.Count], new double[draws.Weights.Count]);
        for (var i = 0; i < draws.Weights.Count; i++)
        {
            predictor.Weigh(design.Labels, draws.Weights[i]);
            (aucs[i], accuracies[i]) = (predictor.Auc(), predictor.BalancedAccuracy());
        }

        figures = figures with { AucInterval = GroupDraws.Of(aucs), BalancedAccuracyInterval = GroupDraws.Of(accuracies) };
        var tried = new double[byChance.Length + 1];
        tried[0] = figures.Auc;
        for (var i = 0; i < byChance.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            predictor.Fit(byChance[i]);
            tried[i + 1] = predictor.Auc();
        }

        return (figures, tried);
    }

    /// <summary>Categories as they are, numbers in ten bins of all images; what is missing is a cell of its own, what is absent -1.</summary>
    public static int[] CellsOf(FieldValues values)
    {
        if (!values.IsNumber)
        {
            return values.Codes;
        }

        var edges = FoldCells.Edges(values.Numbers.Where(n => !double.IsNaN(n)));
        return [.. values.Numbers.Select((n, i) => values.IsAbsent[i] ? -1 : double.IsNaN(n) ? edges.Length + 1 : FoldCells.BinOf(edges, n))];
    }
}
