using CovidXray.Work;

namespace CovidXray.Statistics;

/// <summary>How well each of many fields alone predicts a label, and which of them tell more than chance.</summary>
/// <param name="design">Images, labels, groups and folds.</param>
internal sealed class AuditFigures(AuditDesign design)
{
    /// <summary>How many times labels are shared out by chance; 0 for no p-values.</summary>
    public int Permutations { get; init; } = 4999;

    /// <summary>How many times groups are drawn; 0 for no intervals.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Another one makes other draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of threads. Figures do not depend on it.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Computes the figures of fields.</summary>
    /// <param name="fields">Their values, in the design's order.</param>
    /// <param name="families">For each field, with which others it is corrected for how many were tried; null for all together.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<FieldFigures> Of(IReadOnlyList<FieldValues> fields, IReadOnlyList<int>? families = null, CancellationToken cancellation = default)
    {
        var draws = new GroupDraws(design.Groups, Resamples, RandomSeeds.Of(Seed, 2));
        var work = new OrderedWork<object?, FieldFigures>(fields.Count, Jobs, () => null, (_, i) => One(fields[i], draws)) { Ahead = 4 };
        FieldFigures[] found = [.. work.Run(cancellation)];
        var statistics = Statistics(fields, cancellation);
        foreach (var family in Enumerable.Range(0, fields.Count).GroupBy(f => families?[f] ?? 0))
        {
            int[] members = [.. family];
            var values = StepDownTest.Of([.. members.Select(f => statistics[f])]);
            for (var i = 0; i < members.Length; i++)
            {
                found[members[i]] = found[members[i]] with { PValue = values[i].Alone, CorrectedPValue = values[i].Corrected };
            }
        }

        return found;
    }

    /// <summary>The p-value that a field would have which is the label itself: where it is not small, there are too few groups to tell anything.</summary>
    public double LeastPValue(CancellationToken cancellation = default)
    {
        var label = FieldValues.OfCategories([.. design.Labels.Select(l => $"{l}")]);
        return StepDownTest.Of(Statistics([label], cancellation))[0].Alone;
    }

    /// <summary>The statistic of each field, under the true labels and under those by chance.</summary>
    private double[][] Statistics(IReadOnlyList<FieldValues> fields, CancellationToken cancellation)
    {
        var byChance = new LabelPermutations(design, RandomSeeds.Of(Seed, 1));
        double[][] statistics = [.. fields.Select(_ => new double[Permutations + 1])];
        var draws = new OrderedWork<LabelTable[], double[]>(Permutations + 1, Jobs, () => [.. fields.Select(f => new LabelTable(f, design.Classes))], (tables, draw) =>
        {
            var labels = draw == 0 ? design.Labels : byChance.Draw(draw);
            return [.. tables.Select(t => t.Statistic(labels))];
        });
        var done = 0;
        foreach (var draw in draws.Run(cancellation))
        {
            for (var field = 0; field < draw.Length; field++)
            {
                statistics[field][done] = draw[field];
            }

            done++;
        }

        return statistics;
    }

    private FieldFigures One(FieldValues values, GroupDraws draws)
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

        return figures with { AucInterval = GroupDraws.Of(aucs), BalancedAccuracyInterval = GroupDraws.Of(accuracies) };
    }

    /// <summary>Categories as they are, numbers in quantile bins of all images; what is missing is a cell of its own, what is absent -1.</summary>
    public static int[] CellsOf(FieldValues values, int bins = FoldCells.UsualBins)
    {
        if (!values.IsNumber)
        {
            return values.Codes;
        }

        var edges = FoldCells.Edges(values.Numbers.Where(n => !double.IsNaN(n)), bins);
        return [.. values.Numbers.Select((n, i) => values.IsAbsent[i] ? -1 : double.IsNaN(n) ? edges.Length + 1 : FoldCells.BinOf(edges, n))];
    }
}
