using System.Globalization;
using System.Text;

namespace CovidXray.Annotations;

/// <summary>Which names from a document or an archive may become file names, by the rules of Windows, macOS and Linux together.</summary>
internal static class SafeFileName
{
    // File systems hold 255 bytes or UTF-16 units; an extension must still fit.
    private const int MaxLength = 200;
    private const string Reserved = "<>:\"/\\|?*";

    /// <summary>How the names begin that the program uses for itself, in any letter case.</summary>
    private const string OwnStart = ".covidxr";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>Why a name must not become a file name; null if it may.</summary>
    /// <param name="name">A name without folders.</param>
    public static string? Problem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.Trim('.').Length == 0)
        {
            return "is no file name";
        }

        if (Encoding.UTF8.GetByteCount(name) > MaxLength)
        {
            return $"is longer than {MaxLength} bytes in UTF-8";
        }

        foreach (var c in name)
        {
            if (char.IsControl(c))
            {
                return $"holds the control character U+{(int)c:X4}";
            }

            if (IsDeceptive(c))
            {
                return $"holds U+{(int)c:X4}, which turns or breaks the line that it stands in";
            }

            if (Reserved.Contains(c, StringComparison.Ordinal))
            {
                return $"holds '{c}', which is not safe in a file name";
            }
        }

        if (!IsWellFormed(name))
        {
            return "holds half of a character of two code units";
        }

        if (IsOwn(name))
        {
            return $"begins with {OwnStart}, as the names of covidxr's own files do";
        }

        if (name[^1] is '.' or ' ')
        {
            return "ends with a dot or a blank, which Windows drops";
        }

        var stem = name.Split('.')[0].TrimEnd();
        return Devices.Contains(stem) ? "is the name of a device on Windows" : null;
    }

    /// <summary>Whether the program uses a name, or may come to use it, for its own files: parts, locks, journals.</summary>
    /// <param name="name">A name without folders.</param>
    public static bool IsOwn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(OwnStart, StringComparison.OrdinalIgnoreCase) || (name.Length > OwnStart.Length && WithoutInvisible(name).StartsWith(OwnStart, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>macOS ignores characters that nobody sees, such as joiners: of two names that differ in these it makes one file.</summary>
    private static string WithoutInvisible(string name) => string.Concat(name.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format));

    /// <summary>Line and paragraph separators, and what changes the direction of writing.</summary>
    private static bool IsDeceptive(char c) => c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsWellFormed(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogate(name[i]) && !(i + 1 < name.Length && char.IsSurrogatePair(name[i], name[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
