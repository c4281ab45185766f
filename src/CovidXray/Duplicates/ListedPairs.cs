namespace CovidXray.Duplicates;

/// <summary>The pairs of a result as reports list them: those with chosen images, across patients first, each with its films.</summary>
internal sealed class ListedPairs
{
    private readonly Dictionary<string, DuplicateFilm> _films;
    private readonly Dictionary<string, DuplicateFilm> _others;

    public ListedPairs(DuplicatesResult result)
    {
        _films = result.Films.ToDictionary(f => f.Id, StringComparer.Ordinal);
        _others = result.Against is { } against ? against.Films.ToDictionary(f => f.Id, StringComparer.Ordinal) : _films;
        Pairs = List(result, result.Pairs);
        Near = List(result, result.Near);
    }

    /// <summary>Pairs of one picture.</summary>
    public IReadOnlyList<ListedPair> Pairs { get; }

    /// <summary>Near pairs of two pictures.</summary>
    public IReadOnlyList<ListedPair> Near { get; }

    private ListedPair[] List(DuplicatesResult result, IReadOnlyList<DuplicatePair> pairs) =>
    [
        .. pairs.Where(p => result.Chosen.Contains(p.A) || (result.Against is null && result.Chosen.Contains(p.B)))
            .Select(p => new ListedPair(p, Film(_films, p.A), Film(_others, p.B)))
            .OrderByDescending(p => p.IsAcrossPatients is true),
    ];

    private static DuplicateFilm Film(Dictionary<string, DuplicateFilm> films, string id) =>
        films.GetValueOrDefault(id) ?? new DuplicateFilm(id, "", 0, 0, IsLossless: false, Patient: null);
}

/// <summary>A pair with its films.</summary>
internal sealed record ListedPair(DuplicatePair Pair, DuplicateFilm A, DuplicateFilm B)
{
    /// <summary>Whether they stand under two patients; null if one of them has none.</summary>
    public bool? IsAcrossPatients => DuplicateGroup.IsAcross(A, B);
}
