namespace CovidXray.Releases;

/// <summary>Addresses of the web, and what of them may be shown.</summary>
internal static class WebAddress
{
    /// <summary>The address, if it is one of the web; null for anything else, such as a path or <c>file:</c>.</summary>
    public static Uri? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>An address without user, query and fragment, which may hold secrets.</summary>
    public static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
