using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Filters;

namespace CovidXray.Browser.Contents;

/// <summary>What the page asks to be kept: rules on top of those that hold anyway.</summary>
internal sealed record SelectionRequest
{
    /// <summary>Whether the saved selection is left aside.</summary>
    public bool All { get; init; }

    /// <summary>Lists of names of which an image must have one.</summary>
    public IReadOnlyList<string?>? Include { get; init; }

    /// <summary>Lists of names of which an image may have none.</summary>
    public IReadOnlyList<string?>? Exclude { get; init; }

    /// <summary>Expressions that must hold.</summary>
    public IReadOnlyList<string?>? Where { get; init; }

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="JsonException">It is no such request.</exception>
    public static SelectionRequest Parse(ReadOnlySpan<byte> body)
    {
        var request = JsonSerializer.Deserialize(body, SelectionRequestJson.Strict.SelectionRequest) ?? throw new JsonException("expected an object, found null");
        return Texts(request.Include).Concat(Texts(request.Exclude)).Concat(Texts(request.Where)).Any(t => t is null) ? throw new JsonException("expected texts, found null") : request;
    }

    /// <summary>The rules alone.</summary>
    public FilterOptions ToRules() => new()
    {
        Include = [.. Texts(Include).OfType<string>()],
        Exclude = [.. Texts(Exclude).OfType<string>()],
        Where = [.. Texts(Where).OfType<string>()],
    };

    private static IReadOnlyList<string?> Texts(IReadOnlyList<string?>? texts) => texts ?? [];
}

/// <summary>Reads requests without reflection; what is not understood is refused.</summary>
[JsonSerializable(typeof(SelectionRequest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
internal sealed partial class SelectionRequestJson : JsonSerializerContext
{
    public static SelectionRequestJson Strict => Default;
}
