using System.Security.Cryptography;
using System.Text;

namespace CovidXray.Filters;

/// <summary>A short text that stands for a set of identifiers, in whatever order they come.</summary>
internal static class Fingerprint
{
    public static string Of(IEnumerable<string> ids)
    {
        // Identifiers are file names, so none holds a line break.
        var lines = string.Join('\n', ids.Order(StringComparer.Ordinal));
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
    }
}
