namespace CovidXray.Filters.Rules;

/// <summary>A text with <c>*</c> for any letters and <c>?</c> for one; letter case does not count.</summary>
/// <remarks>
/// <c>FileSystemName.MatchesSimpleExpression</c> is not used: it matches no empty text, and a backslash, which is a letter here,
/// is an escape to it, though not behind a star that begins the pattern.
/// </remarks>
internal readonly struct Wildcard(string pattern)
{
    public static bool HasWildcards(string text) => text.AsSpan().ContainsAny('*', '?');

    // The last star takes as few letters as will do, and one more after each failure; earlier stars never need to take
    // more than they did, so that the time is at most that of the two lengths multiplied.
    public bool Matches(string text)
    {
        var (at, inText) = (0, 0);
        var (afterStar, starEnd) = (-1, 0);
        while (inText < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (afterStar, starEnd) = (++at, inText);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(text[inText])))
            {
                at++;
                inText++;
            }
            else if (afterStar >= 0)
            {
                (at, inText) = (afterStar, ++starEnd);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
