using System.Globalization;
using System.Text;
using CovidXray.Texts;

namespace CovidXray.Annotations;

/// <summary>Which names from a document or an archive may become file names, by the rules of Windows, macOS and Linux together.</summary>
internal static class SafeFileName
{
    // File systems hold 255 bytes or UTF-16 units; an extension must still fit.
    private const int MaxLength = 200;

    /// <summary>With what the program puts behind a name, and before it while the file is written.</summary>
    private const int MaxLengthOfFile = 220;
    private const string Reserved = "<>:\"/\\|?*";

    /// <summary>How the names begin that the program uses for itself, in any letter case.</summary>
    private const string OwnStart = ".covidxr";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> DeviceNames = Devices.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Why a name must not become a file name; null if it may.</summary>
    /// <param name="name">A name without folders.</param>
    public static string? Problem(string name) => Problem(name, MaxLength);

    /// <summary>Why a file must not have a name that was made of a safe one; null if it may.</summary>
    /// <param name="name">A name without folders, with its extension.</param>
    public static string? ProblemOfFile(string name) => Problem(name, MaxLengthOfFile);

    private static string? Problem(string name, int most)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || name.Trim('.').Length == 0)
        {
            return "is no file name";
        }

        if (Encoding.UTF8.GetByteCount(name) > most)
        {
            return $"is longer than {most} bytes in UTF-8";
        }

        foreach (var c in name.EnumerateRunes())
        {
            if (Rune.IsControl(c))
            {
                return $"holds the control character U+{c.Value:X4}";
            }

            if (ForeignText.IsDeceptive(c))
            {
                return $"holds U+{c.Value:X4}, which hides in a line, or turns or breaks it";
            }

            if (c.IsAscii && Reserved.Contains((char)c.Value, StringComparison.Ordinal))
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

        var stem = name.AsSpan(0, name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : name.Length).TrimEnd();
        return DeviceNames.Contains(stem) ? "is the name of a device on Windows" : null;
    }

    /// <summary>Whether the program uses a name, or may come to use it, for its own files: parts, locks, journals.</summary>
    /// <param name="name">A name without folders.</param>
    public static bool IsOwn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(OwnStart, StringComparison.OrdinalIgnoreCase) || (name.Length > OwnStart.Length && WithoutInvisible(name).StartsWith(OwnStart, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>macOS ignores characters that nobody sees, such as joiners: of two names that differ in these it makes one file.</summary>
    private static string WithoutInvisible(string name) => Ascii.IsValid(name) ? name : string.Concat(name.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format));

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
