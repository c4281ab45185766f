using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>The annotation files of a folder, an archive, or one by itself.</summary>
internal sealed class AnnotationFiles
{
    private static readonly string[] OurFiles = ["covidxr.lock.json", "selection.json", "covidxr.export.json", "transform.json"];

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

    /// <summary>The annotation files of a folder, without those inside it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isOne">Whether a file is one, by its name; <see cref="IsAnnotationFile"/> unless the format has others.</param>
    public static AnnotationFiles InFolder(string folder, Func<string, bool>? isOne = null)
    {
        isOne ??= IsAnnotationFile;
        var files = new List<AnnotationFile>();
        var shown = ShownFolder(folder);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(path);
            if (isOne(name))
            {
                files.Add(new FolderFile(path, shown + name, Path.GetFileNameWithoutExtension(name)));
            }
        }

        return Sorted(files, [], null);
    }

    public static AnnotationFiles Single(string path) =>
        Sorted([new FolderFile(path, path, Path.GetFileNameWithoutExtension(path))], [], null);

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
        files.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id) is var order && order != 0 ? order : string.CompareOrdinal(a.Source, b.Source));
        var first = new Dictionary<string, AnnotationFile>(StringComparer.OrdinalIgnoreCase);
        var unique = new List<AnnotationFile>(files.Count);
        foreach (var file in files)
        {
            if (SafeFileName.Problem(file.Id) is { } unsafeName)
            {
                problems.Add(new DatasetException(file.Source, $"the name '{file.Id}' {unsafeName}"));
            }
            else if (first.TryAdd(file.Id, file))
            {
                unique.Add(file);
            }
            else
            {
                problems.Add(new DatasetException(file.Source, $"the id '{file.Id}' stands for {first[file.Id].Source} already; ids are file names, in which letter case does not count"));
            }
        }

        return new AnnotationFiles(unique, problems, resource);
    }

    private sealed class FolderFile(string path, string source, string id) : AnnotationFile(id, source)
    {
        public override FileContent Read()
        {
            try
            {
                return FileContent.Read(path) ?? throw TooLarge(new FileInfo(path).Length);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DatasetException(Source, $"cannot be read: {e.Message}", e);
            }
        }
    }
}
