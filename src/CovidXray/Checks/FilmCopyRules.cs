using CovidXray.Duplicates;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>Rules of films that are one another's copies.</summary>
internal static class FilmCopyRules
{
    private const string CopySource = "'covidxr duplicates', which says how alike they are; pairs that covidxr.toml judges are obeyed (docs/duplicates.md).";

    /// <summary>How many images of a group are named.</summary>
    private const int Most = 5;

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("F16", "film-copy", FindingLevel.Note)
        {
            What = "The films of several images show the same picture, of one patient as far as is known.",
            Why = "The picture counts twice in figures, and weighs twice in training.",
            Advice = "'covidxr duplicates' shows them and suggests a filter that keeps one of each; 'covidxr split' keeps them in one part.",
            Source = CopySource,
            Needs = CheckNeeds.Films | CheckNeeds.Copies,
            OfFilms = films => Copies(films, isAcross: false),
        },
        new("F17", "film-copy-across-patients", FindingLevel.Warning)
        {
            What = "The films of several images show the same picture, yet stand under different patients.",
            Why = "A split by patient puts the same picture into training and test; and at least one of the images has tags of somebody else.",
            Advice = "Look at them with 'covidxr duplicates --html FILE'. Keep one; 'covidxr split' keeps such images in one part. If they are two pictures, say so in covidxr.toml.",
            Source = CopySource,
            Needs = CheckNeeds.Films | CheckNeeds.Copies,
            OfFilms = films => Copies(films, isAcross: true),
        },
        new("F18", "film-of-two-images", FindingLevel.Warning)
        {
            What = "Several images have one and the same file as their film.",
            Why = "Either the picture is annotated twice, or one of the images has lost its own film: a name that stands twice gets one file.",
            Advice = "Look at the annotations of both. Leave one out if they are of one picture; else get the film of the other under a name of its own.",
            Source = "Films are found by name, see docs/films.md.",
            Needs = CheckNeeds.Films,
            OfFilms = OneFile,
        },
    ];

    private static IEnumerable<Observation> Copies(CheckedFilms films, bool isAcross)
    {
        var chosen = films.Films.ToDictionary(f => f.Facts.Id, StringComparer.Ordinal);
        foreach (var group in films.Copies.Where(g => g.IsAcrossPatients == isAcross))
        {
            // One file under several images is another rule's.
            if (group.Films.Select(f => f.FilePath).Distinct(StringComparer.Ordinal).Count() == 1)
            {
                continue;
            }

            // None, if the documents of those that were judged cannot be read.
            if (group.Films.FirstOrDefault(f => chosen.ContainsKey(f.Id)) is not { } first)
            {
                continue;
            }

            DuplicateFilm[] others = [.. group.Films.Where(f => f != first)];
            var patients = isAcross ? $" ({Patient(first)}; {string.Join(", ", others.Take(Most).Select(Patient))}{(others.Length > Most ? ", ..." : "")})" : "";
            yield return new Observation($"the film shows the same picture as {(others.Length == 1 ? "the one" : "those")} of {Names([.. others.Select(f => f.Id)])}{patients}{Way(group)}")
            {
                Image = first.Id,
                File = chosen[first.Id].Path,
                Others = [.. others.Select(f => f.Id)],
            };
        }
    }

    private static string Patient(DuplicateFilm film) =>
        $"{ForeignText.Quote(film.Id)} is of {(film.Patient is { } patient ? $"patient {ForeignText.Quote(patient)}" : "nobody known")}";

    /// <summary>The first of many names: <c>a, b and 17 more</c>.</summary>
    private static string Names(string[] names) =>
        string.Join(", ", names.Take(Most).Select(ForeignText.Quote)) + (names.Length > Most ? $" and {names.Length - Most} more" : "");

    /// <summary>How they show it, if a pair does otherwise than as it is.</summary>
    private static string Way(DuplicateGroup group)
    {
        string[] ways = [.. group.Pairs.Where(p => p.Kind != CopyKind.Same).Select(p => p.Kind.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return ways.Length == 0 ? "" : $", {string.Join("; ", ways)}";
    }

    private static IEnumerable<Observation> OneFile(CheckedFilms films)
    {
        foreach (var shared in films.Films.Where(f => f.Path is not null).GroupBy(f => f.Path!, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            string[] ids = [.. shared.Select(f => f.Facts.Id).Order(StringComparer.Ordinal)];
            yield return new Observation($"the film {System.IO.Path.GetFileName(shared.Key)} is that of {Names(ids[1..])}, too")
            {
                Image = ids[0],
                File = shared.Key,
                Others = ids[1..],
            };
        }
    }
}
