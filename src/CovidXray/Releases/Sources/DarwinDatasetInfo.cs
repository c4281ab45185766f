namespace CovidXray.Releases.Sources;

/// <summary>A dataset as V7's server describes it.</summary>
internal sealed record DarwinDatasetInfo(long? Id, string? Slug);
