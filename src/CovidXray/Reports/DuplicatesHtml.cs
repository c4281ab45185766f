using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Duplicates;

namespace CovidXray.Reports;

/// <summary>Duplicates as one HTML page that needs nothing else: films side by side, and how near they are.</summary>
/// <remarks>The JSON of the same result stands in the page as a data block, for tools that read the page.</remarks>
internal static class DuplicatesHtml
{
    /// <summary>Films that a page shows at most: it holds all of them.</summary>
    private const int MostFilms = 2000;

    private static readonly string[] Header = ["pair", "distance", "correlation", "kind", "patients", "judged"];

    /// <summary>Writes the page, UTF-8, LF. Films are read again; one that is gone by now is not shown.</summary>
    /// <param name="title">What the page is of.</param>
    /// <param name="hasNear">Whether near pairs that show two pictures are on it.</param>
    /// <param name="origin">What it was made of, in a line.</param>
    public static byte[] Write(DuplicatesResult result, string title, bool hasNear, string origin)
    {
        var listed = new ListedPairs(result);
        var groups = result.Against is null ? DuplicateGroup.Of(result) : [];
        var page = new HtmlPage($"{title}: films that show the same picture", DuplicatesWording.Scope(result), origin);
        page.Tiles(
            ("films compared", Text(result.Films.Count)),
            ("pairs", Text(listed.Pairs.Count)),
            ("across patients", Text(listed.Pairs.Count(p => p.IsAcrossPatients is true))),
            ("groups", result.Against is null ? Text(groups.Count) : "–"),
            ("films missing", Text(result.Missing.Count)),
            ("films damaged", Text(result.Damaged.Count)));
        var left = MostFilms;
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            var figures = new List<(byte[]? Jpeg, string Text, string Caption)>();
            foreach (var film in group.Films)
            {
                figures.Add(Figure(film, DuplicatesWording.Role(group, film), ref left));
            }

            page.Films(
                $"Group {i + 1}",
                $"{(group.IsAcrossPatients ? "across patients; " : "")}weakest pair {group.Weakest.A} and {group.Weakest.B}: {group.Weakest.Distance}",
                figures,
                Header,
                listed.Pairs.Where(p => group.Pairs.Contains(p.Pair)).Select(Row));
        }

        if (result.Against is not null)
        {
            AppendPairs(page, "Pair", listed.Pairs, ref left);
        }

        if (hasNear)
        {
            AppendPairs(page, "Near, but two pictures", listed.Near, ref left);
        }

        using var json = new StringWriter { NewLine = "\n" };
        DuplicatesJson.Write(result, hasNear, json);
        return page.Close(json.ToString().TrimEnd('\n'), "duplicates");
    }

    private static void AppendPairs(HtmlPage page, string title, IReadOnlyList<ListedPair> pairs, ref int left)
    {
        foreach (var pair in pairs)
        {
            page.Films(title, "", [Figure(pair.A, "", ref left), Figure(pair.B, "", ref left)], Header, [Row(pair)]);
        }
    }

    private static (byte[]? Jpeg, string Text, string Caption) Figure(DuplicateFilm film, string role, ref int left)
    {
        byte[]? jpeg = null;
        var problem = film.FilePath.Length == 0 ? "there is no film" : left-- > 0 ? null : "not shown: the page has many films";
        try
        {
            jpeg = problem is null ? FilmView.Read(film.FilePath) : null;
        }
        catch (DatasetException)
        {
            problem = "cannot be shown any more";
        }

        string[] facts = [film.FileName, film.Width > 0 ? string.Create(CultureInfo.InvariantCulture, $"{film.Width}×{film.Height}") : "", film.Patient is { } patient ? $"patient {patient}" : "", problem ?? ""];
        var caption = $"<b>{HtmlPage.Encode(film.Id)}</b>{(role.Length > 0 ? $" {HtmlPage.Encode(role)}" : "")}<br>{string.Join("<br>", facts.Where(f => f.Length > 0).Select(HtmlPage.Encode))}";
        return (jpeg, film.Id, caption);
    }

    private static string Row(ListedPair listed)
    {
        var pair = listed.Pair;
        var patients = listed.IsAcrossPatients switch { true => "two", false => "one", null => "unknown" };
        var judged = pair.Judged is { } isSame ? $"{(isSame ? "same" : "different")}: {pair.Reason}" : "";
        return $"<td>{HtmlPage.Encode(pair.A)} {HtmlPage.Encode(pair.B)}</td><td>{Text(pair.Distance)}</td><td>{pair.Correlation.ToString("0.00", CultureInfo.InvariantCulture)}</td>"
            + $"<td>{HtmlPage.Encode(DuplicatesWording.Kind(pair))}</td><td>{patients}</td><td>{HtmlPage.Encode(judged)}</td>";
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
