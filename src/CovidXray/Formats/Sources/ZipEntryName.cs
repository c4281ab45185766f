using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Sources;

/// <summary>Names of a zip's entries as paths in it. Some tools for Windows write backslashes between folders.</summary>
internal static class ZipEntryName
{
    /// <summary>The folders and the file's name; the last is empty for a folder.</summary>
    public static string[] Parts(string name) => name.Split('/', '\\');

    /// <summary>Whether a name leads out of the archive.</summary>
    public static bool LeadsOut(string name, string[] parts) =>
        parts.Contains("..", StringComparer.Ordinal) || parts[0] is "" || name.Contains(':', StringComparison.Ordinal);

    /// <summary>Folders such as <c>.v7/</c> and <c>__MACOSX/</c> hold nothing of a dataset.</summary>
    public static bool IsHidden(string[] parts) =>
        parts.SkipLast(1).Any(f => f is "__MACOSX" || (f.StartsWith('.') && f is not ("." or "..")));

    /// <summary>Why a name is not unpacked; null if it is.</summary>
    public static string? Problem(string name, string[] parts) => LeadsOut(name, parts)
        ? "the entry's name leads out of the archive; it is left out"
        : parts.FirstOrDefault(p => p is not "." && SafeFileName.Problem(p) is not null) is { } part
            ? $"the name '{ForeignText.Quote(part)}' {SafeFileName.Problem(part)}; the entry is left out"
            : null;
}
