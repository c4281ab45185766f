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

/// <summary><c>selection.json</c> as it is on disk.</summary>
internal sealed record SelectionDocument(int Version, SelectionDocument.DatasetPart Dataset, FilterOptions Rules, string[] Ids)
{
    /// <summary>The only version so far.</summary>
    public const int CurrentVersion = 1;

    /// <param name="Images">Number of images.</param>
    /// <param name="Fingerprint">The hash of their identifiers.</param>
    internal sealed record DatasetPart(int Images, string Fingerprint);
}
