using System.Text;
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

    /// <summary>How many addresses of an image let somebody in.</summary>
    public static int CountIn(AnnotatedImage image) =>
        Count(image.Url) + Count(image.ThumbnailUrl) + Count(image.WorkviewUrl) + image.ImageExtras.Sum(m => Count(Text(m))) + image.Extras.Sum(m => Count(Text(m)));

    /// <summary>The image with addresses that let nobody in.</summary>
    public static AnnotatedImage Without(AnnotatedImage image)
    {
        return CountIn(image) == 0 ? image : new AnnotatedImage(image, image.Width, image.Height, image.Annotations)
        {
            Url = Clean(image.Url),
            ThumbnailUrl = Clean(image.ThumbnailUrl),
            WorkviewUrl = Clean(image.WorkviewUrl),
            ImageExtras = CleanAll(image.ImageExtras),
            Extras = CleanAll(image.Extras),
        };

        static string? Clean(string? address) => address is null ? null : Without(address);

        static JsonMember[] CleanAll(IReadOnlyList<JsonMember> members) => [.. members.Select(m => Text(m) is { } text && HasToken(text) ? new JsonMember(m.Name, Json(Without(text))) : m)];
    }

    /// <summary>An address without tokens; the rest of it stays as it is written.</summary>
    public static string Without(string address)
    {
        if (!HasToken(address))
        {
            return address;
        }

        var query = QueryOf(address);
        var (start, isSigned) = (query.Start.Value, IsSigned(address.AsSpan(query)));
        var clean = new StringBuilder(address, 0, start - 1, address.Length);
        foreach (var part in address.AsSpan(query).Split('&'))
        {
            var text = address.AsSpan(query)[part];
            if (!IsToken(text, isSigned))
            {
                clean.Append(clean.Length < start ? '?' : '&').Append(text);
            }
        }

        return clean.Append(address.AsSpan(query.End.Value)).ToString();
    }

    private static int Count(string? address) => address is not null && HasToken(address) ? 1 : 0;

    private static bool HasToken(string address)
    {
        var query = address.AsSpan(QueryOf(address));
        if (query.IsEmpty)
        {
            return false;
        }

        var isSigned = IsSigned(query);
        foreach (var part in query.Split('&'))
        {
            if (IsToken(query[part], isSigned))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What stands between the question mark of an address and its fragment; empty if there is none.</summary>
    private static Range QueryOf(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 || address.AsSpan(0, mark).Contains('#') || !address.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? default
            : (mark + 1)..(address.IndexOf('#', mark) is >= 0 and var end ? end : address.Length);
    }

    private static bool IsSigned(ReadOnlySpan<char> query)
    {
        foreach (var part in query.Split('&'))
        {
            var name = Name(query[part]);
            if (Is(name, "sig") || Is(name, "signature") || IsOfCloud(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsToken(ReadOnlySpan<char> part, bool isSigned)
    {
        var name = Name(part);
        return IsOfCloud(name) || (IsAmong(name, Tokens) && (isSigned || !IsAmong(name, NeedSignature)));
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> part) => part.IndexOf('=') is >= 0 and var end ? part[..end] : part;

    private static bool IsAmong(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var other in names)
        {
            if (Is(name, other))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<char> name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfCloud(ReadOnlySpan<char> name) => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x-goog-", StringComparison.OrdinalIgnoreCase);

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
