namespace CovidXray.Statistics;

/// <summary>Predicts a label from one field under cross-validation: an image gets the rates that the classes have among images of its cell in the other folds.</summary>
/// <remarks>
/// <para>The score of class c in a cell of n images, n_c of them of class c, is (n_c + m p_c) / (n + m): the rate, drawn towards the share p_c
/// of the class in the other folds as if m more images had it (m-estimate; scikit-learn's <c>TargetEncoder(smooth=m)</c>). A cell that the
/// other folds have not gets p_c. The predicted class is the one whose rate exceeds its share most, by the factor; of several, the commonest.</para>
/// <para>Scores are compared as (n_c N + m N_c) / (n + m), N being the images of the other folds: whole numbers divided once, so scores that
/// are equal as fractions are equal as numbers.</para>
/// <para>The AUC of a class compares images of one fold with each other, as scores of two folds are of two predictors: the mean of the folds'
/// AUC weighted by their pairs. Of several classes it is the mean over classes, each against the rest. Not for two threads at once.</para>
/// </remarks>
internal sealed class RatePredictor
{
    /// <summary>As many images of the whole's mixture are added to each cell.</summary>
    public const int Smoothing = 5;

    private readonly AuditDesign _design;
    private readonly FoldCells _cells;
    private readonly int _classes;

    // By fold: the cells that occur in it, and counts of images by cell and class.
    private readonly int[][] _present;
    private readonly long[][] _tested;
    private readonly int[][] _predicted;

    // By fold and class: the cells that occur, by ascending score, and the scores.
    private readonly int[][][] _ranked;
    private readonly double[][][] _scores;

    private readonly long[] _all;
    private readonly long[] _trained;

    /// <param name="cells">Where each image falls.</param>
    public RatePredictor(FoldCells cells, AuditDesign design)
    {
        (_cells, _design, _classes) = (cells, design, design.Classes);
        _present = [.. Enumerable.Range(0, design.Folds).Select(f => cells.Cells[f][design.Starts[f]..design.Starts[f + 1]].Where(c => c >= 0).Distinct().Order().ToArray())];
        _tested = [.. _present.Select(_ => new long[cells.Count * _classes])];
        _predicted = [.. _present.Select(_ => new int[cells.Count])];
        _ranked = [.. _present.Select(p => Enumerable.Range(0, _classes).Select(_ => new int[p.Length]).ToArray())];
        _scores = [.. _present.Select(p => Enumerable.Range(0, _classes).Select(_ => new double[p.Length]).ToArray())];
        _all = new long[cells.Count * _classes];
        _trained = new long[cells.Count * _classes];
    }

    // Of two classes, both have one AUC.
    private int FirstScored => _classes == 2 ? 1 : 0;

    /// <summary>Learns the rates of each fold from the others.</summary>
    /// <param name="labels">The class of each image, in the design's order.</param>
    public void Fit(ReadOnlySpan<int> labels)
    {
        Array.Clear(_all);
        for (var fold = 0; fold < _design.Folds; fold++)
        {
            Count(_design.Starts[fold], _design.Starts[fold + 1], fold, labels, _tested[fold], isNew: true);
            for (var i = 0; _cells.AreSame && i < _all.Length; i++)
            {
                _all[i] += _tested[fold][i];
            }
        }

        Span<long> totals = stackalloc long[_classes];
        for (var fold = 0; fold < _design.Folds; fold++)
        {
            if (_cells.AreSame)
            {
                for (var i = 0; i < _all.Length; i++)
                {
                    _trained[i] = _all[i] - _tested[fold][i];
                }
            }
            else
            {
                Count(0, _design.Starts[fold], fold, labels, _trained, isNew: true);
                Count(_design.Starts[fold + 1], _design.Count, fold, labels, _trained, isNew: false);
            }

            totals.Clear();
            for (var i = 0; i < _trained.Length; i++)
            {
                totals[i % _classes] += _trained[i];
            }

            Score(fold, totals);
        }
    }

    /// <summary>Counts images anew, each as often as it is drawn; what is learned stays.</summary>
    /// <param name="labels">The class of each image.</param>
    /// <param name="weights">How often each counts.</param>
    public void Weigh(ReadOnlySpan<int> labels, ReadOnlySpan<int> weights)
    {
        for (var fold = 0; fold < _design.Folds; fold++)
        {
            Array.Clear(_tested[fold]);
            for (var i = _design.Starts[fold]; i < _design.Starts[fold + 1]; i++)
            {
                if (_cells.Cells[fold][i] >= 0)
                {
                    _tested[fold][(_cells.Cells[fold][i] * _classes) + labels[i]] += weights[i];
                }
            }
        }
    }

    /// <summary>The AUC, 0 to 1; 0.5 where no two images can be compared.</summary>
    public double Auc()
    {
        var (sum, classes) = (0.0, 0);
        for (var c = FirstScored; c < _classes; c++)
        {
            if (AucOf(c) is { } auc)
            {
                sum += auc;
                classes++;
            }
        }

        return classes == 0 ? 0.5 : sum / classes;
    }

    /// <summary>The AUC of one class against the rest; null where no two images can be compared.</summary>
    public double? AucOf(int c)
    {
        var (won, pairs) = (0.0, 0.0);
        for (var fold = 0; fold < _design.Folds; fold++)
        {
            var (ranked, scores, tested) = (_ranked[fold][c], _scores[fold][c], _tested[fold]);
            var (below, positives) = (0L, 0L);
            for (int i = 0, next; i < ranked.Length; i = next)
            {
                var (own, rest) = (0L, 0L);
                for (next = i; next < ranked.Length && scores[next] == scores[i]; next++)
                {
                    var cell = ranked[next] * _classes;
                    own += tested[cell + c];
                    for (var other = 0; other < _classes; other++)
                    {
                        rest += other == c ? 0 : tested[cell + other];
                    }
                }

                won += own * (below + (rest / 2.0));
                below += rest;
                positives += own;
            }

            pairs += (double)positives * below;
        }

        return pairs == 0 ? null : won / pairs;
    }

    /// <summary>The balanced accuracy, 0 to 1: the mean over classes of the share of its images that are predicted to be of it.</summary>
    public double BalancedAccuracy()
    {
        var (sum, classes) = (0.0, 0);
        for (var c = 0; c < _classes; c++)
        {
            var (right, all) = (0L, 0L);
            for (var fold = 0; fold < _design.Folds; fold++)
            {
                foreach (var cell in _present[fold])
                {
                    var images = _tested[fold][(cell * _classes) + c];
                    all += images;
                    right += _predicted[fold][cell] == c ? images : 0;
                }
            }

            if (all > 0)
            {
                sum += (double)right / all;
                classes++;
            }
        }

        return classes == 0 ? 0.5 : sum / classes;
    }

    private void Count(int start, int end, int fold, ReadOnlySpan<int> labels, long[] counts, bool isNew)
    {
        if (isNew)
        {
            Array.Clear(counts);
        }

        var cells = _cells.Cells[fold];
        for (var i = start; i < end; i++)
        {
            if (cells[i] >= 0)
            {
                counts[(cells[i] * _classes) + labels[i]]++;
            }
        }
    }

    private void Score(int fold, ReadOnlySpan<long> totals)
    {
        var present = _present[fold];
        var all = 0L;
        foreach (var total in totals)
        {
            all += total;
        }

        for (var p = 0; p < present.Length; p++)
        {
            var own = _trained.AsSpan(present[p] * _classes, _classes);
            var images = 0L;
            foreach (var count in own)
            {
                images += count;
            }

            for (var c = FirstScored; c < _classes; c++)
            {
                _ranked[fold][c][p] = present[p];
                _scores[fold][c][p] = (double)((own[c] * all) + (Smoothing * totals[c])) / (images + Smoothing);
            }

            _predicted[fold][present[p]] = Predict(own, totals);
        }

        for (var c = FirstScored; c < _classes; c++)
        {
            Array.Sort(_scores[fold][c], _ranked[fold][c]);
        }
    }

    /// <summary>The class with the largest n_c / N_c; of several the commonest, then the first.</summary>
    private static int Predict(ReadOnlySpan<long> own, ReadOnlySpan<long> totals)
    {
        var best = 0;
        for (var c = 1; c < own.Length; c++)
        {
            var (mine, held) = (own[c] * totals[best], own[best] * totals[c]);
            if (mine > held || (mine == held && totals[c] > totals[best]))
            {
                best = c;
            }
        }

        return best;
    }
}
