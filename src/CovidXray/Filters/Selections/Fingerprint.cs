using System.Security.Cryptography;
using System.Text;

namespace CovidXray.Filters.Selections;

/// <summary>A short text that stands for a set of identifiers, in whatever order they come.</summary>
internal static class Fingerprint
{
    /// <summary>The text, such as <c>sha256:9f86d0...</c>: the hash of the sorted identifiers, one a line.</summary>
    /// <param name="ids">File names, so none holds a line break.</param>
    public static string Of(IEnumerable<string> ids)
    {
        // Identifiers are file names, so none holds a line break.
        var lines = string.Join('\n', ids.Order(StringComparer.Ordinal));
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
    }
}
