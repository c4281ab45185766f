using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Jobs.Output;

namespace CovidXray.Jobs;

/// <summary>Where a dataset keeps what commands find out about it, such as <c>duplicates.json</c>.</summary>
/// <remarks>
/// In its folder, beside <c>annotations</c>, whichever of both was named. A dataset that is an archive or a file, or cannot be
/// written, has it in the user's cache, by its whole path: two files in one folder share nothing.
/// </remarks>
internal sealed class DatasetState
{
    private readonly string? _root;

    private DatasetState(string path, string? root) => (FilePath, _root) = (path, root);

    /// <summary>The file to be read, if it is there: of a dataset that cannot be written, the one that came with it until there is another.</summary>
    public string ReadPath => Given is not null && !File.Exists(FilePath) ? Given : FilePath;

    /// <summary>The file, be it there or not.</summary>
    public string FilePath { get; }

    /// <summary>Whether it is one that the user named.</summary>
    public bool IsNamed { get; private init; }

    /// <summary>Whether it lies in the dataset's folder, or would.</summary>
    public bool IsInDataset => _root is not null;

    private string? Given { get; init; }

    /// <summary>The file that the user named, or else that of a dataset.</summary>
    /// <param name="fileName">Its name in the dataset's folder.</param>
    /// <param name="named">The one that the user named; null for the dataset's own.</param>
    public static DatasetState Of(Dataset dataset, string fileName, string? named) => named is null ? Of(dataset, fileName) : new DatasetState(named, root: null) { IsNamed = true };

    /// <summary>The file of a dataset.</summary>
    /// <param name="fileName">Its name in the dataset's folder.</param>
    public static DatasetState Of(Dataset dataset, string fileName)
    {
        var root = dataset.StateFolder;
        return root is not null && IsWritable(root)
            ? new DatasetState(Path.Combine(root, fileName), root)
            : new DatasetState(CachePath(dataset, fileName), root: null) { Given = root is null ? null : Path.Combine(root, fileName) };
    }

    /// <summary>Writes the file; one of that name is replaced as a whole or not at all.</summary>
    /// <param name="command">Who writes.</param>
    /// <exception cref="JobException">It cannot be written, or another run has the dataset's folder.</exception>
    public void Write(byte[] content, string command)
    {
        try
        {
            // A dataset's own files are changed by one run at a time.
            using var held = _root is null ? null : HeldFolder.Take(_root, new FolderWork(command), mends: false);
            var path = IsNamed ? Files.FilePath.Behind(FilePath) : FilePath;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.WriteShared(path, content);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{FilePath}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>Whether files may be made in a folder: not if it says so, even to one whom nothing is forbidden.</summary>
    private static bool IsWritable(string folder)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == UnixFileMode.None)
        {
            return false;
        }

        var probe = AtomicFile.PartOf(Path.Combine(folder, "state"), $"{RunningProcess.Current}.{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(probe, []);
            return true;
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            return false;
        }
        finally
        {
            Files.FilePath.TryDelete(probe);
        }
    }

    private static string CachePath(Dataset dataset, string fileName)
    {
        var full = Path.GetFullPath(dataset.Location);
        var hash = Convert.ToHexStringLower(TextHash.Of(full))[..16];
        return Path.Combine(UserCache.Folder, hash, fileName);
    }
}
