namespace CovidXray.Duplicates;

/// <summary>Two images whose films were compared.</summary>
/// <param name="A">The id of the one that comes first (ordinal).</param>
/// <param name="B">The id of the other one.</param>
/// <param name="Distance">In how many of 1,024 bits their films differ: whole films, else (<see cref="IsPart"/>) what both show.</param>
/// <param name="Correlation">How well their details agree where one lies on the other: 1 is in all, 0 in nothing.</param>
/// <param name="Kind">How the second film shows the picture of the first.</param>
/// <param name="IsPart">Whether one of them had to be cut to what both show, or turned, to find that they are near.</param>
public sealed record DuplicatePair(string A, string B, int Distance, double Correlation, CopyKind Kind, bool IsPart)
{
    /// <summary>Whether somebody judged that they show one picture (true) or two (false); null if nobody did.</summary>
    public bool? Judged { get; init; }

    /// <summary>Why they were judged so; null if they were not.</summary>
    public string? Reason { get; init; }
}
