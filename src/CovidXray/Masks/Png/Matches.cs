namespace CovidXray.Masks.Png;

/// <summary>How a repeat falls into matches of 3 to 258 bytes (RFC 1951, 3.2.5): mostly the longest, and one or two others.</summary>
/// <param name="Longest">How many matches of 258 bytes.</param>
/// <param name="Second">The length of one more; 0 for none.</param>
/// <param name="Third">The length of yet another; 0 for none.</param>
internal readonly record struct Matches(int Longest, int Second, int Third)
{
    public const int ShortestMatch = 3;
    public const int LongestMatch = 258;

    /// <param name="count">3 or more.</param>
    public static Matches Of(int count)
    {
        var longest = (int)((uint)count / LongestMatch);
        var rest = count - (longest * LongestMatch);
        return rest == 0 ? new(longest, 0, 0)
            : rest >= ShortestMatch ? new(longest, rest, 0)
            : new(longest - 1, LongestMatch + rest - ShortestMatch, ShortestMatch);
    }
}
