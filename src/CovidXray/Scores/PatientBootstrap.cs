namespace CovidXray.Scores;

/// <summary>Intervals of means by drawing patients, not films: films of one patient are alike, and say less together than those of several.</summary>
/// <remarks>
/// As many patients as there are are drawn with replacement, each with all films, and the mean over the drawn films is taken; the
/// interval lies between percentiles of these means (Efron's percentile method, of clusters: Davison and Hinkley 1997, 3.8). Each draw
/// has random numbers of its own, from the seed and its number: SplitMix64.
/// </remarks>
internal sealed class PatientBootstrap
{
    private readonly int[] _patients;
    private readonly int _count;
    private readonly ScoreSummaryOptions _options;

    /// <summary>Finds out which films belong together.</summary>
    /// <param name="films">The films in the order of their ids.</param>
    /// <param name="options">Seed, draws and confidence.</param>
    public PatientBootstrap(IReadOnlyList<FilmScore> films, ScoreSummaryOptions options)
    {
        _options = options;
        _patients = new int[films.Count];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < films.Count; i++)
        {
            if (films[i].Patient is not { } patient)
            {
                _patients[i] = _count++;
            }
            else if (!known.TryGetValue(patient, out _patients[i]))
            {
                known.Add(patient, _patients[i] = _count++);
            }
        }
    }

    /// <summary>The number of patients.</summary>
    public int Patients => _count;

    /// <summary>The interval of the mean of values, one a film, null where there is none; null if fewer than two patients have any.</summary>
    public MeanInterval? Of(IReadOnlyList<double?> values)
    {
        var (sums, counts) = (new double[_count], new int[_count]);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                sums[_patients[i]] += value;
                counts[_patients[i]]++;
            }
        }

        if (counts.Count(c => c > 0) < 2 || _options.Resamples < 1)
        {
            return null;
        }

        // A draw in which no film has a value has no mean.
        double[] means = [.. Enumerable.Range(0, _options.Resamples).Select(draw => Mean(sums, counts, draw)).Where(double.IsFinite).Order()];
        var tail = (1 - _options.Confidence) / 2;
        return means.Length == 0 ? null : new MeanInterval(Percentile.Of(means, tail), Percentile.Of(means, 1 - tail));
    }

    private double Mean(double[] sums, int[] counts, int draw)
    {
        var state = Mixed(_options.Seed + (0x9E3779B97F4A7C15 * (ulong)draw));
        var (sum, count) = (0.0, 0L);
        for (var i = 0; i < _count; i++)
        {
            state += 0x9E3779B97F4A7C15;
            var patient = (int)Math.BigMul(Mixed(state), (ulong)_count, out _);
            sum += sums[patient];
            count += counts[patient];
        }

        return sum / count;
    }

    /// <summary>The output function of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mixed(ulong state)
    {
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
