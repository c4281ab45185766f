namespace CovidXray.Browser.Films;

/// <summary>Which greys a film has: 0 to 255, of a 16-bit film 0 to 65,535.</summary>
/// <param name="Minimum">The darkest.</param>
/// <param name="Maximum">The brightest.</param>
/// <param name="Low">The least grey that at least one in a hundred pixels does not exceed.</param>
/// <param name="High">The least grey that ninety-nine in a hundred pixels do not exceed.</param>
internal readonly record struct GreyLevels(int Minimum, int Maximum, int Low, int High)
{
    /// <summary>The window of 1st to 99th percentile, at least one grey wide.</summary>
    public (int Low, int High) Window => (Low, Math.Max(Low + 1, High));

    /// <summary>The levels of counted pixels.</summary>
    /// <param name="counts">How many pixels have each grey.</param>
    public static GreyLevels Of(ReadOnlySpan<long> counts)
    {
        var total = 0L;
        foreach (var count in counts)
        {
            total += count;
        }

        return new GreyLevels(counts.IndexOfAnyExcept(0), counts.LastIndexOfAnyExcept(0), Percentile(counts, (total + 99) / 100), Percentile(counts, total - (total / 100)));
    }

    private static int Percentile(ReadOnlySpan<long> counts, long pixels)
    {
        var sum = 0L;
        for (var grey = 0; grey < counts.Length; grey++)
        {
            sum += counts[grey];
            if (sum >= pixels)
            {
                return grey;
            }
        }

        return counts.Length - 1;
    }
}
