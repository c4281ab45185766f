using System.Net;
using Microsoft.AspNetCore.Http;

namespace CovidXray.Browser.Server;

/// <summary>Decides whether a request may be answered, and makes every answer safe for a browser.</summary>
/// <param name="address">Where the server listens.</param>
/// <param name="port">Its port.</param>
/// <param name="hostName">The name that the user gave for the address.</param>
/// <param name="secrets">Who is let in.</param>
internal sealed class RequestGuard(IPAddress address, int port, string hostName, SessionSecrets secrets)
{
    /// <summary>The longest path with its query, in characters: an expression of the longest kind fits, whatever its letters.</summary>
    public const int LongestTarget = 100_000;

    /// <summary>The most bytes of a request's body.</summary>
    public const int LongestBody = 1_000_000;

    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly string[] _hosts = [.. ((string[])["127.0.0.1", "localhost", "[::1]", hostName, address.ToString(), $"[{address}]"]).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The name of the cookie: those of other ports of this machine are not its own.</summary>
    public string CookieName => $"covidxr-{port}";

    /// <summary>Sets the headers that every answer has, whatever it says.</summary>
    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    /// <summary>Why a request is refused; null if it is not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Its path and query as they were sent.</param>
    /// <param name="path">What it asks for.</param>
    /// <param name="isKnown">Whether there is such a thing.</param>
    public Refusal? Refuse(HttpRequest request, string target, RequestPath path, bool isKnown)
    {
        if (!IsOwnHost(request.Host.Value))
        {
            // A name that leads here from elsewhere (DNS rebinding).
            return new Refusal(StatusCodes.Status421MisdirectedRequest, "this server answers to its own address alone");
        }

        if (target.Length > LongestTarget)
        {
            return new Refusal(StatusCodes.Status414UriTooLong, "the address is too long");
        }

        if (!isKnown)
        {
            return new Refusal(StatusCodes.Status404NotFound, "there is nothing here");
        }

        if (request.Method != path.Method)
        {
            return new Refusal(StatusCodes.Status405MethodNotAllowed, $"expected {path.Method}");
        }

        if (IsFromOtherSite(request, path))
        {
            return new Refusal(StatusCodes.Status403Forbidden, "the request comes from another site");
        }

        return path.Kind == PathKind.Root || secrets.IsCookie(request.Cookies[CookieName])
            ? null
            : new Refusal(StatusCodes.Status403Forbidden, "open the address that 'covidxr browse' has printed");
    }

    private bool IsOwnHost(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return false;
        }

        // Where the server listens on every address, any of them may be meant; it takes a name to lead a browser astray.
        return _hosts.Any(own => Is(own, host)) || (IsEvery(address) && new HostString(host) is var given && IPAddress.TryParse(given.Host.Trim('[', ']'), out _) && given.Port == port);
    }

    private bool Is(string own, string host) =>
        host.Equals($"{own}:{port}", StringComparison.OrdinalIgnoreCase) || (port == 80 && host.Equals(own, StringComparison.OrdinalIgnoreCase));

    private static bool IsEvery(IPAddress listening) => listening.Equals(IPAddress.Any) || listening.Equals(IPAddress.IPv6Any);

    private static bool IsFromOtherSite(HttpRequest request, RequestPath path)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var isNavigation = path.Kind == PathKind.Root && request.Headers["Sec-Fetch-Mode"].ToString() == "navigate";
        if (site is not ("" or "same-origin" or "none") && !isNavigation)
        {
            return true;
        }

        // Browsers say where a POST comes from, always.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 ? !origin.Equals($"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase) : path.Kind == PathKind.Selection;
    }
}

/// <summary>Why a request is not answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Problem">What is wrong, for people.</param>
internal sealed record Refusal(int Status, string Problem);
