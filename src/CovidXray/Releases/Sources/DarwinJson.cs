using System.Text.Json;
using System.Text.Json.Serialization;

namespace CovidXray.Releases.Sources;

/// <summary>V7's answers, those members that are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DarwinExport[]))]
[JsonSerializable(typeof(DarwinDatasetInfo))]
[JsonSerializable(typeof(DarwinDatasetInfo[]))]
internal sealed partial class DarwinJson : JsonSerializerContext;

/// <summary>A release as V7's server describes it.</summary>
internal sealed record DarwinExport(string? Name, string? Status, string? Format, string? InsertedAt, bool? Latest, string? DownloadUrl, DarwinExportMetadata? Metadata);

/// <summary>What V7's server says of a release's content; empty where it is not available.</summary>
internal sealed record DarwinExportMetadata(int? NumImages, JsonElement[]? AnnotationClasses);

/// <summary>A dataset as V7's server describes it.</summary>
internal sealed record DarwinDatasetInfo(long? Id, string? Slug);
