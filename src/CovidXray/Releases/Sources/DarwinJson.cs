using System.Text.Json.Serialization;

namespace CovidXray.Releases.Sources;

/// <summary>V7's answers, those members that are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DarwinExport[]))]
[JsonSerializable(typeof(DarwinDatasetInfo))]
[JsonSerializable(typeof(DarwinDatasetInfo[]))]
internal sealed partial class DarwinJson : JsonSerializerContext;
