using System.Buffers;
using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>The annotation files of a folder, an archive, or one by itself.</summary>
internal sealed class AnnotationFiles
{
    private static readonly string[] OurFiles = ["covidxr.lock.json", "selection.json", "covidxr.export.json"];

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

    public static AnnotationFiles InFolder(string folder)
    {
        var files = new List<AnnotationFile>();
        var shown = ShownFolder(folder);
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(path);
            if (IsAnnotationFile(name))
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

    /// <summary><c>annotations/</c> for a pulled dataset, nothing for a plain folder: what the user needs to find the file.</summary>
    private static string ShownFolder(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return string.Equals(name, "annotations", StringComparison.OrdinalIgnoreCase) ? name + "/" : "";
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
                using var handle = File.OpenHandle(path);
                var length = RandomAccess.GetLength(handle);
                if (length > FileContent.MaxLength)
                {
                    throw TooLarge(length);
                }

                var bytes = ArrayPool<byte>.Shared.Rent((int)length + 1);
                var read = 0;
                for (int n; read < length && (n = RandomAccess.Read(handle, bytes.AsSpan(read..(int)length), read)) > 0; read += n)
                {
                }

                return new FileContent(bytes, read);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DatasetException(Source, $"cannot be read: {e.Message}", e);
            }
        }
    }
}
