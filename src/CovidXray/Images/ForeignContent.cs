using System.Text;
using CovidXray.Files;

namespace CovidXray.Images;

/// <summary>Says what a file is that should have been a film.</summary>
internal static class ForeignContent
{
    /// <summary>A few words, to stand behind "is".</summary>
    /// <param name="start">The file's first bytes.</param>
    public static string Describe(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return "empty";
        }

        if (start.StartsWith("GIF8"u8))
        {
            return "a GIF";
        }

        if (start.StartsWith("BM"u8))
        {
            return "a BMP";
        }

        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8))
        {
            return "a TIFF";
        }

        if (start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..].StartsWith("WEBP"u8))
        {
            return "a WebP";
        }

        if (start.StartsWith("PK"u8))
        {
            return "a zip archive";
        }

        if (start.StartsWith("%PDF"u8))
        {
            return "a PDF";
        }

        if (start.StartsWith("version https://git-"u8))
        {
            return "a Git LFS pointer, the place of a file without its content";
        }

        var text = ByteOrderMark.Skip(start).TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return "blank";
        }

        return text[0] switch
        {
            (byte)'<' => "a web page (HTML or XML)",
            (byte)'{' or (byte)'[' => "JSON",
            _ when text.ContainsAnyExceptInRange((byte)' ', (byte)'~') => "something unknown",
            _ => $"text: '{Encoding.ASCII.GetString(text)}'",
        };
    }
}
