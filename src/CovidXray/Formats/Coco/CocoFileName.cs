using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>What <c>file_name</c> says of an image's film: a name, and folders of the dataset. Nothing else of it is followed.</summary>
/// <param name="Name">The name without folders; null if there is none.</param>
/// <param name="Folder">The folders, from <c>/</c> on; null if there are none.</param>
internal sealed record CocoFileName(string? Name, string? Folder)
{
    private const string Token = "?token=";

    /// <summary>The address that it is, without what a server signs it with; null if it is a path.</summary>
    public string? Address { get; private init; }

    /// <summary>What was left out of it.</summary>
    public IReadOnlyList<ReadingNote> Notes { get; private init; } = [];

    /// <summary>Reads a <c>file_name</c>.</summary>
    public static CocoFileName Of(string text)
    {
        if (IsAddress(text))
        {
            var address = text.Split('?', '#')[0];
            var parts = Uri.UnescapeDataString(address).Split('/', '\\');
            return new CocoFileName(parts.Length > 3 && !IsData(text) ? NameIn(parts) : null, null)
            {
                Address = address,
                Notes = [new ReadingNote("file names that are addresses, of which the last part is taken", 1, IsData(text) ? null : NameIn(parts))],
            };
        }

        return text.IndexOf(Token, StringComparison.Ordinal) is >= 0 and var token
            ? OfPath(text[..token], ["file names with a token, which is left out"])
            : OfPath(text, []);
    }

    private static CocoFileName OfPath(string path, List<string> notes)
    {
        if (path.Contains('\\', StringComparison.Ordinal))
        {
            notes.Add("file names with backslashes, which part folders");
        }

        var parts = path.Split('/', '\\');
        if (path.Length > 0 && (parts[0].Length == 0 || IsDrive(parts[0]) || parts.Contains("..", StringComparer.Ordinal)))
        {
            notes.Add("file names that lead elsewhere, of which the last part is taken");
            parts = [IsDrive(parts[^1]) ? parts[^1][2..] : parts[^1]];
        }

        string[] folders = [.. parts[..^1].Where(p => p is not ("" or "."))];
        return new CocoFileName(NameIn(parts), folders.Length > 0 ? "/" + string.Join('/', folders) : null) { Notes = [.. notes.Select(n => new ReadingNote(n, 1, path))] };
    }

    private static string? NameIn(string[] parts) => parts.Length > 0 && parts[^1] is not ("" or "." or "..") ? parts[^1] : null;

    private static bool IsAddress(string text) =>
        IsData(text) || (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end && text.Take(end).All(char.IsAsciiLetterOrDigit));

    /// <summary>Whether it holds the film itself.</summary>
    private static bool IsData(string text) => text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static bool IsDrive(string part) => part.Length > 1 && part[1] == ':' && char.IsAsciiLetter(part[0]);
}
