using System.IO.Enumeration;

namespace CovidXray.Filters;

/// <summary>A text with <c>*</c> for any letters and <c>?</c> for one; letter case does not count.</summary>
internal readonly struct Wildcard(string pattern)
{
    // A backslash is an escape to the platform's matcher and a letter to us.
    private readonly string? _expression = HasWildcards(pattern) ? pattern.Replace("\\", "\\\\", StringComparison.Ordinal) : null;

    public static bool HasWildcards(string text) => text.AsSpan().ContainsAny('*', '?');

    public bool Matches(string text) => _expression is null
        ? string.Equals(text, pattern, StringComparison.OrdinalIgnoreCase)
        : text.Length == 0 ? pattern.AsSpan().TrimStart('*').IsEmpty // of which the platform's matcher says no
        : FileSystemName.MatchesSimpleExpression(_expression, text);
}
