using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Sources;

/// <summary>The annotation files of a folder, an archive, or one by itself.</summary>
internal sealed class AnnotationFiles
{
    private static readonly string[] OurFiles = ["covidxr.lock.json", "selection.json", "covidxr.export.json", "covidxr.masks.json", "covidxr.stats.json", "transform.json", "duplicates.json", "split.json", "findings.json"];

    private AnnotationFiles(FileTable files, IReadOnlyList<DatasetException> problems, IDisposable? resource)
    {
        Files = files;
        Problems = problems;
        Resource = resource;
    }

    /// <summary>The files, sorted by id (ordinal), no id twice.</summary>
    public FileTable Files { get; }

    /// <summary>What was left out: unsafe names, two files of one id.</summary>
    public IReadOnlyList<DatasetException> Problems { get; }

    /// <summary>What must stay open while files are read.</summary>
    public IDisposable? Resource { get; }

    /// <summary>Reads a table beside the documents of an archive; null where files lie in folders.</summary>
    public Func<string, (string Source, byte[] Content)?>? ReadTable => Resource is ZipSource zip ? zip.ReadTable : null;

    /// <summary>The annotation files of a folder, without those inside it.</summary>
    /// <param name="isOne">Whether a file is one, by its name; <see cref="IsAnnotationFile"/> unless the format has others.</param>
    /// <param name="tellsEndingsApart">Whether <c>x.jpg</c> and <c>x.png</c> are two, with their whole names as ids, rather than two of one id.</param>
    public static AnnotationFiles InFolder(string folder, Func<ReadOnlySpan<char>, bool>? isOne = null, bool tellsEndingsApart = false)
    {
        isOne ??= IsAnnotationFile;
        var (prefix, shown) = (Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, ShownFolder(folder));
        var shared = tellsEndingsApart ? SharedStems(FolderWalk.Each(folder, isOne, name => name.ToString())) : [];
        Folder? place = null;
        return Sorted(new FileTable(FolderWalk.Each(folder, isOne, ToFile)), [], null);

        AnnotationFile ToFile(ReadOnlySpan<char> name)
        {
            var stem = Path.GetFileNameWithoutExtension(name).ToString();
            if (shared.Contains(stem))
            {
                return new AnnotationFile(new Folder(prefix, shown, ""), name.ToString());
            }

            // Nearly all have the same.
            var ending = name[stem.Length..];
            if (place is null || !ending.SequenceEqual(place.Ending))
            {
                place = new Folder(prefix, shown, ending.ToString());
            }

            return new AnnotationFile(place, stem);
        }
    }

    /// <summary>The stems that files of several endings have.</summary>
    private static HashSet<string> SharedStems(IEnumerable<string> names) =>
        names.DistinctBy(n => n, StringComparer.OrdinalIgnoreCase)
            .GroupBy(n => Path.GetFileNameWithoutExtension(n), StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static AnnotationFiles Single(string path)
    {
        var folder = path[..^Path.GetFileName(path).Length];
        return Sorted(new FileTable([new AnnotationFile(new Folder(folder, folder, Path.GetExtension(path)), Path.GetFileNameWithoutExtension(path))]), [], null);
    }

    public static AnnotationFiles InArchive(string path)
    {
        var archive = ZipSource.Open(path);
        try
        {
            var problems = new List<DatasetException>();
            return Sorted(new FileTable(archive.Files(problems)), problems, archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file may hold annotations: <c>*.json</c>, not hidden, none of ours.</summary>
    public static bool IsAnnotationFile(ReadOnlySpan<char> name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && name[0] != '.'
        && !IsOurs(name);

    private static bool IsOurs(ReadOnlySpan<char> name)
    {
        foreach (var ours in OurFiles)
        {
            if (name.Equals(ours, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>annotations/</c> for a pulled dataset, <c>masks/</c> for exported ones, nothing for a plain folder: what the user needs to find the file.</summary>
    private static string ShownFolder(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return name.ToLowerInvariant() is "annotations" or "masks" ? name + "/" : "";
    }

    private static AnnotationFiles Sorted(FileTable files, List<DatasetException> problems, IDisposable? resource)
    {
        // Ids that differ in letter case alone become neighbours.
        files.Sort(StringComparison.OrdinalIgnoreCase);
        AnnotationFile? last = null;
        files.RemoveAll(file =>
        {
            if (ProblemWith(file, last) is { } problem)
            {
                problems.Add(new DatasetException(file.Source, problem));
                return true;
            }

            last = file;
            return false;
        });
        files.Sort(StringComparison.Ordinal);
        return new AnnotationFiles(files, problems, resource);
    }

    /// <summary>Why a file cannot be an entry; null if it can.</summary>
    /// <param name="last">The entry before it, by ids without letter case; null if there is none.</param>
    private static string? ProblemWith(AnnotationFile file, AnnotationFile? last) =>
        SafeFileName.Problem(file.Id) is { } unsafeName ? $"the name '{ForeignText.Quote(file.Id)}' {unsafeName}"
        : last is { } other && string.Equals(other.Id, file.Id, StringComparison.OrdinalIgnoreCase) ? $"the id '{file.Id}' stands for {other.Source} already; ids are file names, in which letter case does not count"
        : null;

    /// <param name="prefix">What stands before their ids in their paths.</param>
    /// <param name="shown">What stands before them in messages.</param>
    /// <param name="ending">What stands behind them: <c>.json</c>.</param>
    private sealed class Folder(string prefix, string shown, string ending) : FilePlace
    {
        public string Ending => ending;

        public override string NameOf(string id) => shown + id + ending;

        public override FileContent Read(string id) => FileContent.Read(prefix + id + ending, NameOf(id));
    }
}
