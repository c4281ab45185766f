using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>Writes whole files: each is written under another name and then renamed, so a file with a good name is always whole.</summary>
/// <remarks>
/// The other name is <c>.covidxr-NAME.part</c>, beside the file. It is always made anew: a link that someone put there would lead
/// elsewhere, and what a killed process left there is replaced. If anything fails, nothing of it stays.
/// A file that nobody can make again, such as a lock file, is brought to the disk before it gets its name. Results of a job are not:
/// a flush of each costs more than all else (see Releases/Transfer/DiskFlush.cs), and a run makes them again.
/// </remarks>
internal static class AtomicFile
{
    private const string Start = ".covidxr-";
    private const string End = ".part";
    private static readonly TimeSpan LongestWriting = TimeSpan.FromHours(1);

    /// <summary>Writes a file that one process at a time writes, and brings it to the disk.</summary>
    /// <exception cref="IOException">It could not be written; a file of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, PartOf(path), isFlushed: true);

    /// <summary>Writes a file that several processes may write at once, and brings it to the disk: the last one stays, whole.</summary>
    /// <remarks>The other name is another one each time. What killed processes left is removed when it is an hour old.</remarks>
    /// <exception cref="IOException">It could not be written; a file of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void WriteShared(string path, ReadOnlySpan<byte> content)
    {
        Write(path, content, PartOf(path, $"{Guid.NewGuid():N}"), isFlushed: true);
        DeleteLeftovers(path);
    }

    /// <summary>Writes a file that can be made again, and leaves it to the system when it reaches the disk.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="content">All of it.</param>
    /// <param name="writer">Sets apart processes that write a file of one name at the same time; null if there is one.</param>
    /// <exception cref="IOException">It could not be written; a file of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void WriteUnflushed(string path, ReadOnlySpan<byte> content, string? writer = null) =>
        Write(path, content, PartOf(path, writer), isFlushed: false);

    /// <summary>Where a file is while it is written.</summary>
    public static string PartOf(string path, string? writer = null) =>
        Path.Combine(FolderOf(path), $"{Start}{Path.GetFileName(path)}{(writer is null ? "" : "." + writer)}{End}");

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";

    private static void Write(string path, ReadOnlySpan<byte> content, string part, bool isFlushed)
    {
        try
        {
            using (var file = CreateAnew(part))
            {
                RandomAccess.Write(file, content, 0);
                if (isFlushed)
                {
                    RandomAccess.FlushToDisk(file);
                }
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(part);
            throw;
        }
    }

    private static SafeFileHandle CreateAnew(string part)
    {
        try
        {
            // Not Create: that follows links.
            return File.OpenHandle(part, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(part) || new FileInfo(part).LinkTarget is not null)
        {
            File.Delete(part);
            return File.OpenHandle(part, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
    }

    private static void DeleteLeftovers(string path)
    {
        try
        {
            var folder = FolderOf(path) is { Length: > 0 } named ? named : ".";
            foreach (var part in new DirectoryInfo(folder).EnumerateFiles($"{Start}*{End}"))
            {
                if (part.Name.StartsWith($"{Start}{Path.GetFileName(path)}.", StringComparison.Ordinal) && DateTime.UtcNow - part.LastWriteTimeUtc > LongestWriting)
                {
                    TryDelete(part.FullName);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The file itself is written.
        }
    }

    private static void TryDelete(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to report.
        }
    }
}
