using System.Security.Cryptography;

namespace CovidXray.Jobs.Pull;

/// <summary>A file's SHA-256.</summary>
internal static class FileHash
{
    /// <summary>In lower-case hexadecimal.</summary>
    public static string Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
