using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CovidXray.Annotations;
using CovidXray.Jobs.Shards;

namespace CovidXray.Jobs.Export;

/// <summary>Reads what exports and their shards say of themselves, without reflection.</summary>
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(ExportDocument.Head))]
[JsonSerializable(typeof(ShardFilmLine[]))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    public static ExportJson Strict { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It is not what it should be.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? throw new DatasetException(path, "is damaged: it is null");
        }
        catch (JsonException e)
        {
            throw new DatasetException(path, "is damaged", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e.Path, e);
        }
    }
}
