using System.Net.Http.Headers;

namespace CovidXray.Releases.Sources;

/// <summary>A secret for one server. It goes to no other, and into no text.</summary>
internal sealed class ApiKey
{
    private readonly Uri _server;
    private readonly string _key;

    /// <exception cref="FormatException">It could not stand in a header.</exception>
    public ApiKey(Uri server, string key)
    {
        if (key.Length == 0 || key.Any(c => c is <= ' ' or > '~'))
        {
            throw new FormatException("an API key is printable ASCII without blanks");
        }

        _server = server;
        _key = key;
    }

    /// <summary>Adds the key to a request, if it goes to the key's server: scheme, host and port.</summary>
    public void Authorize(HttpRequestMessage request)
    {
        if (Uri.Compare(request.RequestUri, _server, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("ApiKey", _key);
        }
    }
}
