using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Filters.Rules;

namespace CovidXray.Filters.Selections;

/// <summary>Reads and writes <c>selection.json</c> without reflection.</summary>
[JsonSerializable(typeof(SelectionDocument))]
internal sealed partial class SelectionJson : JsonSerializerContext
{
    /// <summary>Strict where a mistake would be silent, readable where people look: <c>age >= 60</c> stays as typed.</summary>
    public static SelectionJson Strict { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<UnknownLicense>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    });
}
