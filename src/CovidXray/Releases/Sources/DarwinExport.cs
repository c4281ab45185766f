namespace CovidXray.Releases.Sources;

/// <summary>A release as V7's server describes it.</summary>
internal sealed record DarwinExport(string? Name, string? Status, string? Format, string? InsertedAt, bool? Latest, string? DownloadUrl, DarwinExportMetadata? Metadata);
