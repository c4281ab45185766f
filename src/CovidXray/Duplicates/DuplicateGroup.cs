namespace CovidXray.Duplicates;

/// <summary>Images whose films show one picture, joined pair by pair.</summary>
public sealed record DuplicateGroup
{
    private DuplicateGroup(IReadOnlyList<DuplicateFilm> films, IReadOnlyList<DuplicatePair> pairs)
    {
        Films = films;
        Pairs = pairs;
        Weakest = pairs.OrderByDescending(p => p.Distance).ThenBy(p => p.Correlation).First();
        Keep = BestFirst(films).First();
        OnlyThroughOthers = [.. films.Where(f => f != Keep && !pairs.Any(p => Joins(p, f, Keep))).Select(f => f.Id)];
        IsAcrossPatients = pairs.Any(p => IsAcross(films.First(f => f.Id == p.A), films.First(f => f.Id == p.B)) is true);
    }

    /// <summary>The films, by their images' ids (ordinal).</summary>
    public IReadOnlyList<DuplicateFilm> Films { get; }

    /// <summary>The pairs that join them.</summary>
    public IReadOnlyList<DuplicatePair> Pairs { get; }

    /// <summary>The pair with the largest distance.</summary>
    public DuplicatePair Weakest { get; }

    /// <summary>The copy to keep: the one of most pixels, then a lossless one, then the first.</summary>
    public DuplicateFilm Keep { get; }

    /// <summary>Images that are no pair with the one to keep: others join them to it.</summary>
    public IReadOnlyList<string> OnlyThroughOthers { get; }

    /// <summary>Whether a pair of it stands under two patients.</summary>
    public bool IsAcrossPatients { get; }

    /// <summary>The groups of a result that hold chosen images: those across patients first, then by their first image.</summary>
    public static IReadOnlyList<DuplicateGroup> Of(DuplicatesResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var films = result.Films.ToDictionary(f => f.Id, StringComparer.Ordinal);
        var roots = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in result.Pairs)
        {
            var (a, b) = (RootOf(roots, pair.A), RootOf(roots, pair.B));
            roots[string.CompareOrdinal(a, b) < 0 ? b : a] = string.CompareOrdinal(a, b) < 0 ? a : b;
        }

        var pairs = result.Pairs.ToLookup(p => RootOf(roots, p.A), StringComparer.Ordinal);
        return
        [
            .. pairs.Select(group => new DuplicateGroup([.. group.SelectMany(p => (string[])[p.A, p.B]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Film)], [.. group]))
                .Where(g => g.Films.Any(f => result.Chosen.Contains(f.Id)))
                .OrderByDescending(g => g.IsAcrossPatients)
                .ThenBy(g => g.Films[0].Id, StringComparer.Ordinal),
        ];

        // An image that was judged may have no film.
        DuplicateFilm Film(string id) => films.GetValueOrDefault(id) ?? new DuplicateFilm(id, "", 0, 0, IsLossless: false, Patient: null);
    }

    /// <summary>Films by how much of the picture they keep: by pixels, then lossless ones first, then by id.</summary>
    internal static IEnumerable<DuplicateFilm> BestFirst(IEnumerable<DuplicateFilm> films) =>
        films.OrderByDescending(f => (long)f.Width * f.Height).ThenByDescending(f => f.IsLossless).ThenBy(f => f.Id, StringComparer.Ordinal);

    /// <summary>Whether two films stand under two patients; null if one of them has none.</summary>
    public static bool? IsAcross(DuplicateFilm one, DuplicateFilm other) =>
        one is { Patient: { } a } && other is { Patient: { } b } ? !string.Equals(a, b, StringComparison.Ordinal) : null;

    private static bool Joins(DuplicatePair pair, DuplicateFilm one, DuplicateFilm other) =>
        (pair.A == one.Id && pair.B == other.Id) || (pair.A == other.Id && pair.B == one.Id);

    private static string RootOf(Dictionary<string, string> roots, string id)
    {
        while (roots.TryGetValue(id, out var above) && above != id)
        {
            id = above;
        }

        return id;
    }
}
