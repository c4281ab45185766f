using CovidXray.Releases.Sources;

namespace CovidXray.Releases;

/// <summary>What came of a pull's images.</summary>
public sealed class FilmPullResult
{
    private readonly SortedDictionary<string, int> _bySource = new(StringComparer.Ordinal);
    private readonly List<MissingFilm> _missing = [];
    private readonly System.Threading.Lock _lock = new();

    /// <summary>Images that were here already.</summary>
    public int Present { get; private set; }

    /// <summary>Images that came, by the name of their source.</summary>
    public IReadOnlyDictionary<string, int> BySource => _bySource;

    /// <summary>Images that did not come, by id.</summary>
    public IReadOnlyList<MissingFilm> Missing => _missing;

    /// <summary>Why the pull stopped before its end; null if it did not.</summary>
    public Exception? Stopped { get; internal set; }

    internal void AddPresent()
    {
        lock (_lock)
        {
            Present++;
        }
    }

    internal void AddFrom(string source)
    {
        lock (_lock)
        {
            _bySource[source] = _bySource.GetValueOrDefault(source) + 1;
        }
    }

    internal void AddMissing(MissingFilm film)
    {
        lock (_lock)
        {
            _missing.Add(film);
        }
    }

    internal void Sort() => _missing.Sort((a, b) => string.CompareOrdinal(a.Film.Id, b.Film.Id));
}

/// <summary>An image that no source gave.</summary>
/// <param name="Film">Which.</param>
/// <param name="Problems">What each source said, in the order in which they were asked.</param>
public sealed record MissingFilm(FilmRequest Film, IReadOnlyList<FilmProblem> Problems)
{
    /// <summary>The problem that says most: not that a source just does not have it, if there is another.</summary>
    public FilmProblem Main => Problems.FirstOrDefault(p => !p.IsAbsence) ?? Problems[^1];

    /// <summary>All problems on one line.</summary>
    public string Reason => string.Join("; ", Problems);
}
