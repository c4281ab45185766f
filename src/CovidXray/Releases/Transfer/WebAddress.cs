namespace CovidXray.Releases.Transfer;

/// <summary>Addresses of the web, and what of them may be shown.</summary>
internal static class WebAddress
{
    /// <summary>The address, if it is one of the web; null for anything else, such as a path or <c>file:</c>.</summary>
    public static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>An address without user, query and fragment, which may hold secrets.</summary>
    public static string Shown(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
    }

    /// <summary>The same of a text that is a template of addresses, or may be no address at all.</summary>
    public static string Shown(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return text;
        }

        var server = scheme + 3;
        var rest = text[server..].Split('?', '#')[0];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var user = (slash < 0 ? rest : rest[..slash]).LastIndexOf('@');
        return text[..server] + rest[(user + 1)..];
    }
}
