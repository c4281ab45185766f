using System.Globalization;
using System.IO.Enumeration;
using System.IO.Hashing;
using System.Text;
using CovidXray.Annotations;

namespace CovidXray.Browser.Server;

/// <summary>The files that a dataset is shown from, looked at without being read: names, lengths, times.</summary>
internal static class DatasetFiles
{
    private const int MostFiles = 1_000_000;

    // images/train, images/ITEM/SLOT: as deep as films are looked for.
    private const int Deepest = 4;

    /// <summary>A short text for their state: another one when any of them was made, changed or deleted.</summary>
    /// <remarks>Files of one name, length and time count as the same, on whatever disk.</remarks>
    public static string Stamp(BrowseOptions options)
    {
        var hash = new XxHash3();
        if (Directory.Exists(options.Location))
        {
            AddFolder(hash, DatasetRoot.Of(options.Location), Deepest);
        }
        else
        {
            AddFile(hash, options.Location);

            // Whatever else lies beside it is not its own.
            var folder = Path.GetDirectoryName(Path.GetFullPath(options.Location))!;
            AddFolder(hash, folder, deepest: 0, IsFilm);
            AddFolder(hash, Path.Combine(folder, "images"), deepest: 1, IsFilm);
        }

        foreach (var folder in options.FilmFolders)
        {
            AddFolder(hash, folder, deepest: 0);
        }

        foreach (var path in options.Predictions?.Predictions ?? [])
        {
            AddFile(hash, path);
            AddFolder(hash, path, Deepest);
        }

        foreach (var path in new[] { options.Predictions?.MappingPath, options.Choice.SelectionPath, options.Choice.SplitPath, options.Choice.MetadataPath, options.DuplicatesPath, options.FindingsPath }.OfType<string>())
        {
            AddFile(hash, path);
        }

        return hash.GetCurrentHashAsUInt64().ToString("x16", CultureInfo.InvariantCulture);
    }

    private static void AddFolder(XxHash3 hash, string folder, int deepest, Func<string, bool>? counts = null)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var full = Path.GetFullPath(folder);
        var files = new FileSystemEnumerable<(string Path, long Bytes, long Time)>(
            full,
            (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.Ticks),
            new EnumerationOptions { RecurseSubdirectories = deepest > 0, MaxRecursionDepth = deepest, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory && entry.FileName[0] != '.',

            // Masks and exports in the dataset's folder are no part of it; links within are followed no further than films are.
            ShouldRecursePredicate = (ref FileSystemEntry entry) => entry.FileName[0] != '.' && (entry.Directory.Length <= full.Length || !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
        };
        foreach (var (path, bytes, time) in files.Where(f => counts?.Invoke(f.Path) is not false).Take(MostFiles).OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            Add(hash, path, bytes, time);
        }
    }

    private static bool IsFilm(string path) => Path.GetExtension(path).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg";

    private static void AddFile(XxHash3 hash, string path)
    {
        var file = new FileInfo(path);
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        Add(hash, path, file.Exists ? file.Length : -1, file.Exists ? file.LastWriteTimeUtc.Ticks : 0);
    }

    private static void Add(XxHash3 hash, string path, long bytes, long time)
    {
        hash.Append(Encoding.UTF8.GetBytes(path));
        hash.Append(BitConverter.GetBytes(bytes));
        hash.Append(BitConverter.GetBytes(time));
    }
}
