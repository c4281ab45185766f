using CovidXray.Texts;

namespace CovidXray.Filters;

/// <summary>Finds the names that somebody may have meant, for every error about an unknown name.</summary>
internal static class NearestNames
{
    private const int LongestName = ForeignText.LongestQuote;
    private const int Shown = 3;

    /// <summary><c>; did you mean 'lateral' or 'axial'?</c>, or nothing where no name is near.</summary>
    public static string Ask(string name, IEnumerable<string> candidates) => Ask(To(name, candidates));

    /// <summary>The same of names that were found to be near.</summary>
    public static string Ask(IEnumerable<string> near)
    {
        string[] quoted = [.. near.Select(Quoted)];
        return quoted.Length switch
        {
            0 => "",
            1 => $"; did you mean {quoted[0]}?",
            _ => $"; did you mean {string.Join(", ", quoted[..^1])} or {quoted[^1]}?",
        };
    }

    /// <summary>Up to three near names, the those that begin so first, then the nearest: few letters differ, or one name holds the other.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
        {
            return [];
        }

        return [.. candidates
            .Where(c => c.Length <= LongestName)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(c => (Name: c, Distance: Distance(name, c), IsPart: IsPart(name, c) || IsPart(c, name)))
            .Where(c => c.IsPart || c.Distance <= Math.Max(1, Math.Min(name.Length, c.Name.Length) / 3))
            .OrderBy(c => !c.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            .ThenBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Take(Shown)
            .Select(c => c.Name)];
    }

    /// <summary>A name as it must be typed, in quotes: commas need quotes of their own.</summary>
    public static string Quoted(string name) =>
        name.Contains(',', StringComparison.Ordinal) ? $"'\"{ForeignText.Quote(name)}\"'" : $"'{ForeignText.Quote(name)}'";

    private static bool IsPart(string part, string whole) =>
        part.Length >= 3 && whole.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>The letters and digits of a text alone: how two of them are set apart does not count.</summary>
    public static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    /// <summary>How many letters to insert, delete, replace or swap with their neighbour, letter case aside.</summary>
    public static int Distance(string a, string b)
    {
        // [i * width + j]: from the first i letters of a to the first j of b.
        var width = b.Length + 1;
        var table = new int[(a.Length + 1) * width];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                var at = (i * width) + j;
                table[at] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(table[at - width], table[at - 1]) + 1,
                    table[at - width - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    table[at] = Math.Min(table[at], table[at - (2 * width) - 2] + 1);
                }
            }
        }

        return table[^1];
    }

    private static bool Same(char x, char y) => char.ToUpperInvariant(x) == char.ToUpperInvariant(y);
}
