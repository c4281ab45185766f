using CovidXray.Annotations;

namespace CovidXray.Reports;

/// <summary>Where the files of findings lie, as tools know them that look at a repository: relative to a folder, with slashes.</summary>
/// <param name="dataset">The dataset, which names files relative to itself.</param>
/// <param name="folder">The folder that paths are relative to: the repository's.</param>
internal sealed class ArtifactPlaces(Dataset dataset, string folder)
{
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly string?[] _roots = ["", dataset.StateFolder, Path.GetDirectoryName(Path.GetFullPath(dataset.Location))];
    private readonly Dictionary<string, ArtifactPlace> _known = new(StringComparer.Ordinal);

    /// <summary>A file's place.</summary>
    /// <param name="file">The file as findings name it.</param>
    public ArtifactPlace Of(string file)
    {
        if (!_known.TryGetValue(file, out var place))
        {
            _known[file] = place = Find(file);
        }

        return place;
    }

    private ArtifactPlace Find(string file)
    {
        if (_roots.OfType<string>().Select(r => Path.GetFullPath(Path.Combine(r, file))).FirstOrDefault(File.Exists) is not { } full)
        {
            // It is in an archive, or is what is missing.
            return new ArtifactPlace(Slashes(file), IsInFolder: false);
        }

        return Within(_folder, full) is { } inside ? new ArtifactPlace(Slashes(inside), IsInFolder: true)
            : dataset.StateFolder is { } root && Within(Path.GetFullPath(root), full) is { } own ? new ArtifactPlace(Slashes(own), IsInFolder: false)
            : new ArtifactPlace(Slashes(file), IsInFolder: false);
    }

    /// <summary>A path relative to a folder; null if it leads out of it.</summary>
    private static string? Within(string folder, string full)
    {
        var relative = Path.GetRelativePath(folder, full);
        return Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? null : relative;
    }

    private static string Slashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');
}

/// <summary>A file's place.</summary>
/// <param name="Path">Its path, with slashes: relative to the folder, else to the dataset, else as findings name it.</param>
/// <param name="IsInFolder">Whether it lies in the folder.</param>
internal readonly record struct ArtifactPlace(string Path, bool IsInFolder);
