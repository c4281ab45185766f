using System.Globalization;

namespace CovidXray.Releases.Transfer;

/// <summary>What a file's first bytes are the beginning of.</summary>
/// <param name="Address">Where they came from, without the query.</param>
/// <param name="EntityTag">The server's tag for the content, strong or weak; empty if it gave none.</param>
/// <param name="LastModified">The date of the content's last change, as HTTP writes it; empty if the server gave none.</param>
/// <param name="Length">The length of all of it; null if the server did not say.</param>
internal sealed record PartialFileOrigin(string Address, string EntityTag, string LastModified, long? Length)
{
    /// <summary>What the rest is asked for by: a strong entity tag, or the date of the last change.</summary>
    public string Validator => EntityTag.StartsWith('"') ? EntityTag : LastModified;

    /// <summary>What an answer is the beginning of; null if its rest could not be asked for.</summary>
    public static PartialFileOrigin? Of(string address, HttpResponseMessage answer)
    {
        var origin = new PartialFileOrigin(address, TagOf(answer), DateOf(answer), answer.Content.Headers.ContentLength);
        return origin.Validator.Length > 0 && answer.Content.Headers.ContentEncoding.Count == 0 ? origin : null;
    }

    public static PartialFileOrigin? Parse(string text)
    {
        if (text.Split('\n') is not [{ Length: > 0 } address, var tag, var date, var length])
        {
            return null;
        }

        var origin = new PartialFileOrigin(address, tag, date, long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null);
        return origin.Validator.Length > 0 ? origin : null;
    }

    /// <summary>Whether an answer has the rest of the same content: a server may honour <c>Range</c> and not <c>If-Range</c>.</summary>
    /// <param name="rest">A partial answer.</param>
    /// <param name="length">The bytes that are here.</param>
    public bool IsContinuedBy(HttpResponseMessage rest, long length)
    {
        // RFC 9110, 15.3.7.3
        return rest.Content.Headers.ContentRange is { Unit: "bytes" } range
            && range.From == length
            && IsSame(range.Length, Length)
            && HasValidatorsOf(rest)
            && rest.Content.Headers.ContentEncoding.Count == 0;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}\n{EntityTag}\n{LastModified}\n{Length}");

    /// <summary>A strong tag says all: servers behind one address may each have a date of their own.</summary>
    private bool HasValidatorsOf(HttpResponseMessage answer) => (answer.Headers.ETag, EntityTag) switch
    {
        ({ IsWeak: false } tag, ['"', ..]) => tag.Tag == EntityTag,
        var (tag, known) => IsSame(tag?.Tag ?? "", known.StartsWith("W/", StringComparison.Ordinal) ? known[2..] : known) && IsSame(DateOf(answer), LastModified),
    };

    // Nothing said is nothing contradicted.
    private static bool IsSame(string one, string other) => one.Length == 0 || other.Length == 0 || one == other;

    private static bool IsSame(long? one, long? other) => one is null || other is null || one == other;

    private static string TagOf(HttpResponseMessage answer) => answer.Headers.ETag?.ToString() ?? "";

    private static string DateOf(HttpResponseMessage answer) => answer.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture) ?? "";
}
