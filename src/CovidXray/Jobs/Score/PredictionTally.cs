using CovidXray.Jobs.Score.Predictions;
using CovidXray.Reports;
using CovidXray.Scores;

namespace CovidXray.Jobs.Score;

/// <summary>Collects the films of one prediction set, and sums them up.</summary>
internal sealed class PredictionTally(string path, PredictionSet set, ScoreOptions options)
{
    private readonly List<ScoreRow> _rows = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _resized = [];
    private readonly List<string> _mappedBack = [];
    private readonly List<string> _belowThreshold = [];
    private readonly SortedDictionary<string, int> _others = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _remarks = new(StringComparer.Ordinal);
    private int _unneeded;

    /// <summary>Adds a film.</summary>
    public void Add(string id, ScoredPrediction film)
    {
        _rows.AddRange(film.Rows);
        _unneeded += film.IsUnneeded ? 1 : 0;
        if (film.IsMissing)
        {
            _missing.Add(id);
        }

        if (film.Mapping == FilmSize.Nearest)
        {
            _resized.Add(id);
        }
        else if (film.Mapping == FilmSize.Transform)
        {
            _mappedBack.Add(id);
        }

        if (film.IsBelowThreshold)
        {
            _belowThreshold.Add(id);
        }

        foreach (var other in film.Others)
        {
            _others[other] = _others.GetValueOrDefault(other) + 1;
        }

        if (film.Remark is { } remark)
        {
            (_remarks.TryGetValue(remark, out var ids) ? ids : _remarks[remark] = []).Add(id);
        }
    }

    /// <summary>All films together.</summary>
    /// <param name="notes">Hears what should be known of how they were read.</param>
    public ScoredPredictions ToResult(IProgress<JobNote>? notes)
    {
        string[] all = [.. set.Notes, .. _remarks.Select(r => $"{Wording.Count(r.Value.Count, "prediction", "is", "are")} {r.Key}, read as masks: {Wording.Names(r.Value)}")];
        foreach (var note in all)
        {
            notes.Note($"note: {path}: {note}");
        }

        return new ScoredPredictions
        {
            Path = path,
            Kind = set.Kind,
            Rows = _rows,
            Groups = [.. Groups()],
            Missing = _missing,
            Unneeded = _unneeded,
            Resized = _resized,
            MappedBack = _mappedBack,
            BelowThreshold = _belowThreshold,
            NotCompared = _others,
            Notes = all,
        };
    }

    private IEnumerable<ScoreGroup> Groups()
    {
        var keys = _rows.Select(r => (r.Category, r.Largest, r.Side)).Distinct().ToList();
        foreach (var (category, largest, side) in keys)
        {
            yield return new ScoreGroup(category, side, largest, null, null, Sum(category, largest, side, _rows));
        }

        for (var i = 0; i < options.By.Count; i++)
        {
            var place = i;
            foreach (var value in _rows.Select(r => r.Values[place]).Distinct(StringComparer.Ordinal).OrderBy(v => v is null).ThenBy(v => v, StringComparer.Ordinal).ToList())
            {
                foreach (var (category, largest, side) in keys)
                {
                    yield return new ScoreGroup(category, side, largest, options.By[i].Name, value, Sum(category, largest, side, _rows.Where(r => r.Values[place] == value)));
                }
            }
        }
    }

    private ScoreSummary Sum(string category, int? largest, string side, IEnumerable<ScoreRow> rows) => ScoreSummary.Of(
        rows.Where(r => r.Category == category && r.Largest == largest && r.Side == side).Select(r => new FilmScore(r.Id, r.Figures) { Patient = r.Patient }),
        options.Summary);
}
