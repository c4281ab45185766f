using System.Text.Json;

namespace CovidXray.Releases.Sources;

/// <summary>What V7's server says of a release's content; empty where it is not available.</summary>
internal sealed record DarwinExportMetadata(int? NumImages, JsonElement[]? AnnotationClasses);
