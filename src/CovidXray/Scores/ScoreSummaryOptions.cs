namespace CovidXray.Scores;

/// <summary>How the figures of many films are summed up.</summary>
public sealed record ScoreSummaryOptions
{
    /// <summary>Whether two empty masks count as perfect; else they have no value, and are counted apart.</summary>
    public bool CountsBothEmpty { get; init; }

    /// <summary>Whether distances are in percent of each film's diagonal, not in pixels.</summary>
    public bool IsRelative { get; init; }

    /// <summary>How many films are listed as the worst of each figure, 0 or more.</summary>
    public int Worst { get; init; } = 10;

    /// <summary>How often patients are drawn anew for the intervals, 0 or more; 0 for no intervals. 1,000 take milliseconds.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>The share of means that an interval holds, above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Where the draws begin. The same seed gives the same intervals on every machine.</summary>
    public ulong Seed { get; init; } = 1;
}
