using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Jobs.Output;

/// <summary>Files that a user names for what comes out: looked at before the work begins, so that no work is lost and nothing of the user's is replaced unasked.</summary>
internal static class OutputFile
{
    private const string WayOut = "nothing is written (--overwrite replaces it)";

    /// <summary>Refuses a file that may not be written: it is there already, whoever made it, or cannot be made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrites">Whether one that is there is replaced.</param>
    /// <param name="dataset">What is read: never written over.</param>
    /// <exception cref="JobException">It may not be written.</exception>
    public static void Check(string path, bool overwrites, Dataset dataset)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RefuseDataset(path, dataset);
        if (Directory.Exists(path))
        {
            throw new JobException($"{path}: is a folder; expected the name of a file");
        }

        if (FilePath.IsThere(path) && !overwrites)
        {
            throw new JobException($"{path}: is there already; {WayOut}");
        }

        CheckFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, path);
    }

    /// <summary>Refuses files of certain names in a folder, and a folder that cannot be made or written.</summary>
    /// <exception cref="JobException">They may not be written.</exception>
    public static void CheckFolder(string folder, IEnumerable<string> names, bool overwrites, Dataset dataset)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        RefuseDataset(folder, dataset);
        CheckFolder(Path.GetFullPath(folder), folder);
        if (!overwrites && names.Where(n => FilePath.IsThere(Path.Combine(folder, n))).ToArray() is { Length: > 0 } there)
        {
            throw new JobException($"{folder}: {Reports.Wording.Names(there)} {(there.Length == 1 ? "is" : "are")} there already; {(there.Length == 1 ? WayOut : "nothing is written (--overwrite replaces them)")}");
        }
    }

    /// <summary>Refuses to write into what is read: the file of a dataset, its documents and its films.</summary>
    /// <exception cref="JobException">That is where the path leads.</exception>
    public static void RefuseDataset(string path, Dataset dataset)
    {
        var full = Path.GetFullPath(path);
        string[] folders = dataset.StateFolder is { } root ? [Path.Combine(root, "annotations"), Path.Combine(root, "images")] : [];
        if (string.Equals(full, Path.GetFullPath(dataset.Location), StringComparison.Ordinal) && !Directory.Exists(full))
        {
            throw new JobException($"{path}: is the dataset itself; nothing is written");
        }

        if (folders.Select(Path.GetFullPath).FirstOrDefault(f => full == f || full.StartsWith(f + Path.DirectorySeparatorChar, StringComparison.Ordinal)) is { } inside)
        {
            throw new JobException($"{path}: lies in the dataset's {Path.GetFileName(inside)}; nothing is written (take another folder)");
        }
    }

    /// <summary>Writes a file as a whole; its folder is made if it is not there.</summary>
    /// <exception cref="JobException">It cannot be written, or came to be there in the meantime.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool overwrites)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (FilePath.IsThere(path) && !overwrites)
        {
            throw new JobException($"{path}: is there already; {WayOut}");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".");
            AtomicFile.WriteShared(path, content);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{path}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>Refuses a folder in which no file can be made, nor the folder itself. It is asked for, not tried: a run that is killed leaves nothing.</summary>
    private static void CheckFolder(string folder, string shown)
    {
        var nearest = folder;
        while (!Directory.Exists(nearest))
        {
            if (FilePath.IsThere(nearest))
            {
                throw new JobException($"{shown}: cannot be written: {nearest} is no folder");
            }

            nearest = Path.GetDirectoryName(nearest) ?? throw new JobException($"{shown}: cannot be written: there is no {folder}");
        }

        if (!OperatingSystem.IsWindows() && UnixFile.WhyNotWritable(nearest) is { } why)
        {
            throw new JobException($"{shown}: cannot be written: {nearest}: {why}");
        }
    }
}
