using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CovidXray.Annotations;

namespace CovidXray.Files;

/// <summary>The JSON files in which runs write down what they do, for later runs: read strictly, and with the place of what is wrong.</summary>
internal static class RecordFile
{
    /// <summary>Options that serializer contexts begin with: strict where a mistake would be silent. To be copied.</summary>
    public static JsonSerializerOptions Strict { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a record.</summary>
    /// <exception cref="DatasetException">It is not what it should be, or cannot be read.</exception>
    public static T Read<T>(string path, FileLimit limit, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(ByteOrderMark.Skip(WholeFile.Read(path, limit)), type) ?? throw new DatasetException(path, "is damaged: it is null");
        }
        catch (JsonException e)
        {
            throw new DatasetException(path, "is damaged", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e.Path, e);
        }
    }

    /// <summary>A record as a file's content: a line, or lines, with its end.</summary>
    public static byte[] Write<T>(T record, JsonTypeInfo<T> type) => [.. JsonSerializer.SerializeToUtf8Bytes(record, type), (byte)'\n'];
}
