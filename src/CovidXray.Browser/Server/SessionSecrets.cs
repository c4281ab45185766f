using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CovidXray.Browser.Server;

/// <summary>What lets somebody in: the token of the printed address, and the cookie that it is exchanged for.</summary>
internal sealed class SessionSecrets
{
    private const int Bytes = 32;

    private readonly byte[] _token = Random();
    private readonly byte[] _cookie = Random();

    /// <summary>The token, 256 random bits in 43 letters.</summary>
    public string Token => Encoding.ASCII.GetString(_token);

    /// <summary>The value of the cookie: other 256 bits.</summary>
    public string Cookie => Encoding.ASCII.GetString(_cookie);

    /// <summary>Whether a text is the token. How long it takes does not depend on where it differs.</summary>
    public bool IsToken(string? text) => IsSame(_token, text);

    /// <summary>Whether a text is the cookie's value, in the same way.</summary>
    public bool IsCookie(string? text) => IsSame(_cookie, text);

    private static byte[] Random() => Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    private static bool IsSame(byte[] secret, string? text) => text?.Length == secret.Length && CryptographicOperations.FixedTimeEquals(secret, Encoding.UTF8.GetBytes(text));
}
