using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Reports;

namespace CovidXray.Jobs.Output;

/// <summary>Files that a user names for what comes out: looked at before the work begins, so that no work is lost and nothing of the user's is replaced unasked.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a file that may not be written: it is there already, whoever made it, or cannot be made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrites">Whether one that is there is replaced.</param>
    /// <param name="dataset">What is read: never written over.</param>
    /// <exception cref="JobException">It may not be written.</exception>
    /// <param name="inputs">What else is read: files, or folders whose files are.</param>
    public static void Check(string path, bool overwrites, Dataset dataset, params ReadOnlySpan<string> inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RefuseDataset(path, dataset);
        foreach (var input in inputs)
        {
            if (IsIn(Path.GetFullPath(path), Path.GetFullPath(Path.TrimEndingDirectorySeparator(input))))
            {
                throw new JobException($"{path}: {(Directory.Exists(input) ? $"lies in {input}, which is read" : "is what is read")}; nothing is written (take another place)");
            }
        }

        if (Directory.Exists(path))
        {
            throw new JobException($"{path}: is a folder; expected the name of a file");
        }

        RefuseSpecial(path);
        RefuseExisting(path, overwrites);
        CheckFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, path);
    }

    /// <summary>Refuses the files of one run: those that may not be written, and two that are one, by links, too.</summary>
    /// <param name="paths">The files; null for none.</param>
    /// <param name="kept">Other files that the run writes.</param>
    /// <param name="inputs">What is read beside the dataset.</param>
    /// <exception cref="JobException">They may not be written.</exception>
    public static void CheckAll(IEnumerable<string?> paths, bool overwrites, Dataset dataset, IEnumerable<string> kept, params ReadOnlySpan<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var taken = kept.ToDictionary(FilePath.Target, k => k, FilePath.Comparer);
        foreach (var path in paths.OfType<string>())
        {
            Check(path, overwrites, dataset, inputs);
            if (!taken.TryAdd(FilePath.Target(path), path))
            {
                throw new JobException($"{path}: is {taken[FilePath.Target(path)]}, which this run writes, too; nothing is written (give each a file of its own)");
            }
        }
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
            throw Existing($"{folder}: {Wording.Names(there)}", there.Length);
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
        RefuseSpecial(path);
        RefuseExisting(path, overwrites);
        try
        {
            // A link stays: what it leads to is written.
            path = FilePath.Behind(path);
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

    /// <summary>Refuses what a file must not take the place of.</summary>
    private static void RefuseSpecial(string path)
    {
        if (FilePath.IsSpecial(path))
        {
            throw new JobException($"{path}: is no file but a device, a pipe or a socket; expected the name of a file");
        }
    }

    private static bool IsIn(string path, string folder) => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static void RefuseExisting(string path, bool overwrites)
    {
        if (FilePath.IsThere(path) && !overwrites)
        {
            throw Existing($"{path}:", count: 1);
        }
    }

    private static JobException Existing(string what, int count) =>
        new($"{what} {(count == 1 ? "is" : "are")} there already; nothing is written (--overwrite replaces {(count == 1 ? "it" : "them")})");
}
