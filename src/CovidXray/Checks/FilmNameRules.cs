using System.Text;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>Rules of the names of films.</summary>
internal static class FilmNameRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("F19", "film-name-composed", FindingLevel.Warning)
        {
            What = "Several images have film names that are one but for how their letters are composed in Unicode.",
            Why = "The names look the same, and are one file on some systems and two on others: there, one of the films takes the place of the other.",
            Advice = "Give the films names that differ in a letter.",
            Source = "Unicode Standard Annex 15: 'ü' is one character (NFC) or 'u' and a mark (NFD). macOS takes both for one name, Linux does not.",
            OfDataset = Composed,
        },
    ];

    private static IEnumerable<Observation> Composed(CheckedDataset dataset)
    {
        foreach (var alike in dataset.Images.Where(i => !Ascii.IsValid(i.Facts.Name)).GroupBy(i => ComposedLetters.TakeApart(i.Facts.Name), i => i.Facts, StringComparer.OrdinalIgnoreCase))
        {
            if (alike.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
            {
                string[] ids = [.. alike.Select(f => f.Id)];
                yield return new Observation($"the name '{ForeignText.Quote(alike.First().Name)}' is that of {string.Join(", ", ids[1..].Take(5).Select(ForeignText.Quote))}{(ids.Length > 6 ? ", ..." : "")}, too, but for how its letters are composed in Unicode (NFC, NFD)") { Image = ids[0], Others = ids[1..] };
            }
        }
    }
}
