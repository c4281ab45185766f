using System.Text.Json;
using System.Text.Json.Serialization;

namespace CovidXray.Jobs.Masks;

/// <summary>Reads and writes <see cref="MasksManifest"/> without reflection.</summary>
[JsonSerializable(typeof(MasksManifest))]
internal sealed partial class MasksManifestJson : JsonSerializerContext
{
    public static MasksManifestJson Strict { get; } = new(new JsonSerializerOptions
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
