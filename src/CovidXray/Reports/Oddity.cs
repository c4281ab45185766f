namespace CovidXray.Reports;

/// <summary>Something in the data that a reader should know of: counted and named, never dropped.</summary>
/// <param name="What">What it is.</param>
/// <param name="Images">The images that have it, in the dataset's order.</param>
public sealed record Oddity(string What, IReadOnlyList<string> Images);
