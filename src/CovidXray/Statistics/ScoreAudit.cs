namespace CovidXray.Statistics;

/// <summary>How well a model's scores tell a label of two classes: over all images, in some of them, and among those that a field cannot tell apart.</summary>
/// <remarks>
/// <para>The AUC is the share of pairs of an image with the label and one without in which the first has the higher score; equal scores are
/// half a pair. Among images of one cell of a field only pairs of one cell count: the covariate-adjusted AUC (Janes and Pepe,
/// Biometrika 96, 2009), which is the mean of the cells' AUC weighted by their pairs.</para>
/// </remarks>
internal sealed class ScoreAudit
{
    private const int CalibrationBins = 10;
    private const int LeastPairs = 10;

    private readonly double[] _scores;
    private readonly int[] _labels;
    private readonly GroupDraws _draws;
    private readonly int[] _order;

    /// <param name="scores">A score for each image, finite.</param>
    /// <param name="labels">1 for images with the label, 0 for others.</param>
    /// <param name="groups">The group of each image, from 0.</param>
    /// <param name="resamples">How many times groups are drawn.</param>
    /// <param name="seed">Another one makes other draws.</param>
    public ScoreAudit(double[] scores, int[] labels, int[] groups, int resamples, ulong seed)
    {
        (_scores, _labels) = (scores, labels);
        _draws = new GroupDraws(groups, resamples, seed);
        _order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i])];
        AreProbabilities = scores.All(s => s is >= 0 and <= 1);
    }

    /// <summary>Whether all scores are from 0 to 1: then they can be compared with rates.</summary>
    public bool AreProbabilities { get; }

    /// <summary>The figures over some of the images.</summary>
    /// <param name="takes">Which.</param>
    public ScoreFigures Of(Func<int, bool> takes)
    {
        int[] order = [.. _order.Where(takes)];
        var (auc, interval) = Aucs([order]);
        var positives = order.Count(i => _labels[i] == 1);
        return new ScoreFigures
        {
            Images = order.Length,
            Positives = positives,
            Auc = double.IsNaN(auc) ? null : auc,
            AucInterval = interval,
            MeanScore = AreProbabilities && order.Length > 0 ? order.Sum(i => _scores[i]) / order.Length : null,
            Brier = AreProbabilities && order.Length > 0 ? order.Sum(i => (_scores[i] - _labels[i]) * (_scores[i] - _labels[i])) / order.Length : null,
            CalibrationError = AreProbabilities && order.Length > 0 ? CalibrationError(order) : null,
        };
    }

    /// <summary>The AUC over pairs of images of one cell, beside that over all pairs.</summary>
    /// <param name="cells">The cell of each image; those below 0 count for nothing.</param>
    /// <returns>Null if there are fewer than ten such pairs.</returns>
    public MatchedFigures? Matched(IReadOnlyList<int> cells)
    {
        int[] all = [.. _order.Where(i => cells[i] >= 0)];
        int[][] within = [.. all.GroupBy(i => cells[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        var (_, pairs) = Won(within, weights: null);
        var (_, allPairs) = Won([all], weights: null);
        if (pairs < LeastPairs)
        {
            return null;
        }

        var (auc, interval) = Aucs(within);
        var (overall, _) = Aucs([all], hasInterval: false);
        var drop = GroupDraws.Of(_draws.Weights.Select(w => Auc([all], w) - Auc(within, w)));
        return new MatchedFigures(auc, interval, overall - auc, drop, pairs / allPairs);
    }

    private (double Auc, Interval? Interval) Aucs(int[][] within, bool hasInterval = true) =>
        (Auc(within, weights: null), hasInterval ? GroupDraws.Of(_draws.Weights.Select(w => Auc(within, w))) : null);

    private double Auc(int[][] within, int[]? weights)
    {
        var (won, pairs) = Won(within, weights);
        return won / pairs;
    }

    private (double Won, double Pairs) Won(int[][] within, int[]? weights)
    {
        var (won, pairs) = (0.0, 0.0);
        foreach (var order in within)
        {
            var (below, positives) = (0L, 0L);
            for (int i = 0, next; i < order.Length; i = next)
            {
                var (own, rest) = (0L, 0L);
                for (next = i; next < order.Length && _scores[order[next]] == _scores[order[i]]; next++)
                {
                    var weight = weights?[order[next]] ?? 1;
                    own += _labels[order[next]] == 1 ? weight : 0;
                    rest += _labels[order[next]] == 1 ? 0 : weight;
                }

                won += own * (below + (rest / 2.0));
                below += rest;
                positives += own;
            }

            pairs += (double)positives * below;
        }

        return (won, pairs);
    }

    /// <summary>The mean distance of mean score and rate over ten bins of scores, weighted by their images (Naeini, Cooper and Hauskrecht, AAAI 2015).</summary>
    private double CalibrationError(int[] images) => images
        .GroupBy(i => Enumerable.Range(1, CalibrationBins - 1).Count(b => _scores[i] > b / (double)CalibrationBins))
        .OrderBy(b => b.Key)
        .Sum(b => Math.Abs(b.Sum(i => _scores[i]) - b.Sum(i => _labels[i]))) / images.Length;
}

/// <summary>A model's AUC among images that a field cannot tell apart.</summary>
/// <param name="Auc">The AUC over pairs of images of one cell.</param>
/// <param name="Interval">Where it may lie for other groups.</param>
/// <param name="Drop">How much the AUC over all pairs is above it.</param>
/// <param name="DropInterval">Where that may lie for other groups.</param>
/// <param name="PairShare">The share of all pairs that are of one cell.</param>
internal sealed record MatchedFigures(double Auc, Interval? Interval, double Drop, Interval? DropInterval, double PairShare);
