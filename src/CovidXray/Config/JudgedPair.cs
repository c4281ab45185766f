namespace CovidXray.Config;

/// <summary>Two images of which somebody judged whether their films show one picture.</summary>
/// <param name="A">The id of the one that comes first (ordinal).</param>
/// <param name="B">The id of the other one.</param>
/// <param name="IsSame">Whether they show one picture.</param>
/// <param name="Reason">Why they were judged so.</param>
public sealed record JudgedPair(string A, string B, bool IsSame, string Reason);
