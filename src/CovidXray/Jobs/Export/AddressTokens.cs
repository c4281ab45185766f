using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Jobs.Export;

/// <summary>Takes out of addresses what lets whoever has them in: V7's <c>?token=</c>, and what clouds sign with.</summary>
/// <remarks>Of what signs, no part is of use without the others, so the dates and versions that go with a signature go, too.</remarks>
internal static class AddressTokens
{
    private static readonly string[] Tokens =
    [
        "token", "access_token", "auth_token", "auth", "api_key", "apikey", "key", "sig", "signature",

        // CloudFront and S3's second version, then Azure's.
        "expires", "policy", "key-pair-id", "awsaccesskeyid", "googleaccessid",
        "se", "sv", "sp", "sr", "st", "spr", "sip", "ss", "srt", "skoid", "sktid", "skt", "ske", "sks", "skv",
    ];

    /// <summary>Of these a part does not sign by itself: they count where a signature stands beside them.</summary>
    private static readonly string[] NeedSignature = ["key", "expires", "policy", "se", "sv", "sp", "sr", "st", "spr", "sip", "ss", "srt"];

    /// <summary>The image with addresses that let nobody in.</summary>
    /// <param name="dropped">The addresses that changed.</param>
    public static AnnotatedImage Without(AnnotatedImage image, out int dropped)
    {
        var count = 0;
        var (url, thumbnail, workview) = (Clean(image.Url), Clean(image.ThumbnailUrl), Clean(image.WorkviewUrl));
        var (imageExtras, extras) = (CleanAll(image.ImageExtras), CleanAll(image.Extras));
        dropped = count;
        return count == 0 ? image : new AnnotatedImage(image, image.Width, image.Height, image.Annotations)
        {
            Url = url,
            ThumbnailUrl = thumbnail,
            WorkviewUrl = workview,
            ImageExtras = imageExtras,
            Extras = extras,
        };

        string? Clean(string? address)
        {
            if (address is null || Without(address) is not { } clean || clean == address)
            {
                return address;
            }

            count++;
            return clean;
        }

        JsonMember[] CleanAll(IReadOnlyList<JsonMember> members) => [.. members.Select(m => Text(m) is { } text && Clean(text) is { } clean && clean != text ? new JsonMember(m.Name, Json(clean)) : m)];
    }

    /// <summary>An address without tokens; the rest of it stays as it is written.</summary>
    public static string Without(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal);
        if (query < 0 || address.AsSpan(0, query).Contains('#') || !address.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        var end = address.IndexOf('#', query) is >= 0 and var mark ? mark : address.Length;
        var parts = address[(query + 1)..end].Split('&');
        var isSigned = parts.Any(p => Name(p) is "sig" or "signature" || IsOfCloud(Name(p)));
        string[] kept = [.. parts.Where(p => !IsToken(Name(p), isSigned))];
        return kept.Length == parts.Length ? address : $"{address[..query]}{(kept.Length > 0 ? "?" : "")}{string.Join('&', kept)}{address[end..]}";
    }

    private static string Name(string part) => part.Split('=')[0].ToLowerInvariant();

    private static bool IsToken(string name, bool isSigned) => IsOfCloud(name) || (Tokens.Contains(name) && (isSigned || !NeedSignature.Contains(name)));

    private static bool IsOfCloud(string name) => name.StartsWith("x-amz-", StringComparison.Ordinal) || name.StartsWith("x-goog-", StringComparison.Ordinal);

    private static string? Text(JsonMember member)
    {
        if (!member.Json.Span.StartsWith("\"http"u8))
        {
            return null;
        }

        var reader = new Utf8JsonReader(member.Json.Span);
        reader.Read();
        return reader.GetString();
    }

    private static byte[] Json(string text)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = ForeignText.JsonToKeep }))
        {
            json.WriteStringValue(text);
        }

        return stream.ToArray();
    }
}
