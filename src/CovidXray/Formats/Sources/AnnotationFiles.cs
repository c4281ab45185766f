using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Sources;

/// <summary>The annotation files of a folder, an archive, or one by itself.</summary>
internal sealed class AnnotationFiles
{
    private static readonly string[] OurFiles = ["covidxr.lock.json", "selection.json", "covidxr.export.json", "covidxr.masks.json", "covidxr.stats.json", "transform.json", "duplicates.json", "split.json", "findings.json"];

    private AnnotationFiles(IReadOnlyList<AnnotationFile> files, IReadOnlyList<DatasetException> problems, IDisposable? resource)
    {
        Files = files;
        Problems = problems;
        Resource = resource;
    }

    /// <summary>The files, sorted by id (ordinal), no id twice.</summary>
    public IReadOnlyList<AnnotationFile> Files { get; }

    /// <summary>What was left out: unsafe names, two files of one id.</summary>
    public IReadOnlyList<DatasetException> Problems { get; }

    /// <summary>What must stay open while files are read.</summary>
    public IDisposable? Resource { get; }

    /// <summary>Reads a table beside the documents of an archive; null where files lie in folders.</summary>
    public Func<string, (string Source, byte[] Content)?>? ReadTable => Resource is ZipSource zip ? zip.ReadTable : null;

    /// <summary>The annotation files of a folder, without those inside it.</summary>
    /// <param name="isOne">Whether a file is one, by its name; <see cref="IsAnnotationFile"/> unless the format has others.</param>
    /// <param name="tellsEndingsApart">Whether <c>x.jpg</c> and <c>x.png</c> are two, with their whole names as ids, rather than two of one id.</param>
    public static AnnotationFiles InFolder(string folder, Func<string, bool>? isOne = null, bool tellsEndingsApart = false)
    {
        isOne ??= IsAnnotationFile;
        var files = new List<AnnotationFile>();
        var shown = ShownFolder(folder);
        Surroundings? around = null;
        string[] paths = [.. Directory.EnumerateFiles(folder).Where(p => isOne(Path.GetFileName(p)))];
        var shared = tellsEndingsApart ? SharedStems(paths) : [];
        foreach (var path in paths)
        {
            var name = Path.GetFileName(path);
            if (shared.Contains(Path.GetFileNameWithoutExtension(name)))
            {
                files.Add(new FolderFile(new Surroundings(path[..^name.Length], shown, ""), name));
            }
            else
            {
                // Nearly all have the same.
                if (around is null || !Path.GetExtension(name.AsSpan()).SequenceEqual(around.Ending))
                {
                    around = new Surroundings(path[..^name.Length], shown, Path.GetExtension(name));
                }

                files.Add(new FolderFile(around, Path.GetFileNameWithoutExtension(name)));
            }
        }

        return Sorted(files, [], null);
    }

    /// <summary>The stems that files of several endings have.</summary>
    private static HashSet<string> SharedStems(IEnumerable<string> paths) =>
        paths.Select(p => Path.GetFileName(p))
            .DistinctBy(n => n, StringComparer.OrdinalIgnoreCase)
            .GroupBy(n => Path.GetFileNameWithoutExtension(n), StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static AnnotationFiles Single(string path)
    {
        var folder = path[..^Path.GetFileName(path).Length];
        return Sorted([new FolderFile(new Surroundings(folder, folder, Path.GetExtension(path)), Path.GetFileNameWithoutExtension(path))], [], null);
    }

    public static AnnotationFiles InArchive(string path)
    {
        var archive = ZipSource.Open(path);
        try
        {
            var problems = new List<DatasetException>();
            return Sorted(archive.Files(problems), problems, archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file may hold annotations: <c>*.json</c>, not hidden, none of ours.</summary>
    public static bool IsAnnotationFile(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        && name[0] != '.'
        && !OurFiles.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary><c>annotations/</c> for a pulled dataset, <c>masks/</c> for exported ones, nothing for a plain folder: what the user needs to find the file.</summary>
    private static string ShownFolder(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return name.ToLowerInvariant() is "annotations" or "masks" ? name + "/" : "";
    }

    private static AnnotationFiles Sorted(List<AnnotationFile> files, List<DatasetException> problems, IDisposable? resource)
    {
        // Ids that differ in letter case alone become neighbours.
        files.Sort((a, b) => StringComparer.OrdinalIgnoreCase.Compare(a.Id, b.Id) is var order && order != 0 ? order : CompareExactly(a, b));
        var unique = new List<AnnotationFile>(files.Count);
        foreach (var file in files)
        {
            if (SafeFileName.Problem(file.Id) is { } unsafeName)
            {
                problems.Add(new DatasetException(file.Source, $"the name '{ForeignText.Quote(file.Id)}' {unsafeName}"));
            }
            else if (unique.Count > 0 && string.Equals(unique[^1].Id, file.Id, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new DatasetException(file.Source, $"the id '{file.Id}' stands for {unique[^1].Source} already; ids are file names, in which letter case does not count"));
            }
            else
            {
                unique.Add(file);
            }
        }

        unique.Sort(CompareExactly);
        return new AnnotationFiles(unique, problems, resource);
    }

    private static int CompareExactly(AnnotationFile a, AnnotationFile b) =>
        string.CompareOrdinal(a.Id, b.Id) is var order && order != 0 ? order : string.CompareOrdinal(a.Source, b.Source);

    /// <summary>What files of a folder have in common, so that each of them holds its id alone.</summary>
    /// <param name="Prefix">What stands before their ids in their paths.</param>
    /// <param name="Shown">What stands before them in messages.</param>
    /// <param name="Ending">What stands behind them: <c>.json</c>.</param>
    private sealed record Surroundings(string Prefix, string Shown, string Ending);

    private sealed class FolderFile(Surroundings around, string id) : AnnotationFile(id)
    {
        public override string Source => around.Shown + Id + around.Ending;

        public override FileContent Read() => FileContent.Read(around.Prefix + Id + around.Ending, Source);
    }
}

/// <summary>One annotation file, wherever it lies.</summary>
/// <remarks>A dataset holds one for each of its images: it should hold little beside its id.</remarks>
/// <param name="id">Its name without extension.</param>
internal abstract class AnnotationFile(string id)
{
    public string Id { get; } = id;

    /// <summary>Its name for messages.</summary>
    public abstract string Source { get; }

    /// <summary>Reads the whole file. May be called from several threads at once.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    public abstract FileContent Read();
}
