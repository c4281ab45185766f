using System.Text.Json;
using System.Text.Json.Serialization;

namespace CovidXray.Jobs.Masks;

/// <summary>Reads and writes <see cref="MaskRecord"/> without reflection.</summary>
[JsonSerializable(typeof(MaskRecord))]
internal sealed partial class MaskRecordJson : JsonSerializerContext
{
    public static MaskRecordJson Strict { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
