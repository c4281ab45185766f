namespace CovidXray.Cli.Commands.Export;

/// <summary>Finds the films of images by name, in one or more folders. Letter case does not count.</summary>
internal sealed class FilmFolders
{
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks through folders, without those inside them.</summary>
    /// <param name="folders">The folders; where two hold a file of one name, the earlier folder counts.</param>
    /// <exception cref="CommandException">A folder cannot be read.</exception>
    public FilmFolders(IReadOnlyList<string> folders)
    {
        Folders = folders;
        foreach (var folder in folders)
        {
            try
            {
                foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
                {
                    _files.TryAdd(Path.GetFileName(path), path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CommandException($"{folder}: the folder of films cannot be read: {e.Message}", e);
            }
        }
    }

    /// <summary>The folders, as given.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The film of an image: by its original file name, then by V7's name; null if there is none.</summary>
    public string? Find(string? originalFileName, string? fileName)
    {
        foreach (var name in (ReadOnlySpan<string?>)[originalFileName, fileName])
        {
            if (name is not null && _files.TryGetValue(name, out var path))
            {
                return path;
            }
        }

        return null;
    }
}
