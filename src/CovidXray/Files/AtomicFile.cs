using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>Writes whole files: each is written under another name and then renamed, so a file with a good name is always whole.</summary>
/// <remarks>
/// The other name is <c>.covidxr-NAME.part</c>, beside the file. It is always made anew: a link that someone put there would lead
/// elsewhere, and what a killed process left there is replaced. If anything fails, nothing of it stays.
/// What is replaced is a file, or a link, which is not followed: it may lead anywhere (<see cref="FilePath.Behind"/> is for links that a
/// user names). A device, a pipe or a socket is not replaced, whoever asks: it is no file of ours, and others may have it open.
/// A file that nobody can make again, such as a lock file, is brought to the disk before it gets its name. Results of a job are not:
/// a flush of each costs more than all else (see Releases/Transfer/DiskFlush.cs), and a run makes them again.
/// </remarks>
internal static class AtomicFile
{
    private const string Start = ".covidxr-";
    private const string End = ".part";

    // File systems hold names of 255 bytes.
    private const int LongestName = 200;
    private static readonly TimeSpan LongestWriting = TimeSpan.FromHours(1);
    private static int _written;

    /// <summary>Writes a file that one process at a time writes, and brings it to the disk.</summary>
    /// <exception cref="IOException">It could not be written; a file of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, PartOf(path), isFlushed: true);

    /// <summary>Writes a file that several processes may write at once, and brings it to the disk: the last one stays, whole.</summary>
    /// <remarks>The other name is another one each time, and says whose it is: what killed processes left is removed.</remarks>
    /// <exception cref="IOException">It could not be written; a file of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void WriteShared(string path, ReadOnlySpan<byte> content)
    {
        Write(path, content, PartOf(path, $"{RunningProcess.Current}.{Interlocked.Increment(ref _written):D}"), isFlushed: true);
        DeleteLeftovers(FolderOf(path), NamePart(path), keeps: null);
    }

    /// <summary>Writes a file that can be made again, and leaves it to the system when it reaches the disk.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="content">All of it.</param>
    /// <param name="writer">Sets apart processes that write a file of one name at the same time; null if there is one.</param>
    /// <exception cref="IOException">It could not be written; a file of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void WriteUnflushed(string path, ReadOnlySpan<byte> content, string? writer = null) =>
        Write(path, content, PartOf(path, writer), isFlushed: false);

    /// <summary>Writes a file that can be made again and is too large to be held, and leaves it to the system when it reaches the disk.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="IOException">It could not be written; a file of that name is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void WriteUnflushed(string path, Action<Stream> write)
    {
        var part = PartOf(path);
        try
        {
            using (var stream = new FileStream(CreateAnew(part), FileAccess.Write))
            {
                write(stream);
            }

            Publish(part, path);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            FilePath.TryDelete(part);
            throw;
        }
    }

    /// <summary>Writes a new file into a folder that is hidden until all of it is there. It is left to the system when it reaches the disk.</summary>
    /// <exception cref="IOException">There is one of that name, or it could not be written; part of it may be there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        if (OperatingSystem.IsLinux() && LinuxFile.TryWrite(path, content))
        {
            return;
        }

        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        RandomAccess.Write(file, content, 0);
    }

    /// <summary>Gives a written file its name: from here on it is there, and whole.</summary>
    /// <param name="part">Where it is while it is written.</param>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <exception cref="IOException">It cannot have that name; what has it is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Publish(string part, string path)
    {
        // Mostly nothing of that name is there, and nobody is asked what it is.
        if (OperatingSystem.IsLinux() && LinuxFile.TryRename(part, path))
        {
            return;
        }

        RefuseSpecial(path);
        File.Move(part, path, overwrite: true);
    }

    /// <summary>Where a file is while it is written.</summary>
    public static string PartOf(string path, string? writer = null) =>
        Path.Combine(FolderOf(path), $"{Start}{NamePart(path)}{(writer is null ? "" : "." + writer)}{End}");

    /// <summary>Removes what killed processes left in a folder. Only for who holds it: but for shared files nobody else writes there.</summary>
    /// <param name="keeps">Which ones somebody can go on with, by path; null for none.</param>
    public static void DeleteLeftovers(string folder, Predicate<string>? keeps = null) => DeleteLeftovers(folder, name: null, keeps);

    private static string FolderOf(string path) => Path.GetDirectoryName(path) ?? "";

    /// <summary>The file's name, or a short one in its place where there is no room for more.</summary>
    private static string NamePart(string path)
    {
        var name = Path.GetFileName(path);
        var bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length <= LongestName ? name : XxHash128.HashToUInt128(bytes).ToString("x32", CultureInfo.InvariantCulture);
    }

    /// <summary>Refuses what a file must not take the place of. A link to it is replaced.</summary>
    /// <exception cref="IOException">It is no file.</exception>
    private static void RefuseSpecial(string path)
    {
        if (FilePath.IsSpecial(path) && !FilePath.IsLink(path))
        {
            throw new IOException("it is a device, a pipe or a socket, which no file takes the place of");
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> content, string part, bool isFlushed)
    {
        try
        {
            if (isFlushed || !OperatingSystem.IsLinux() || !LinuxFile.TryWrite(part, content))
            {
                WriteAnew(part, content, isFlushed);
            }

            Publish(part, path);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            FilePath.TryDelete(part);
            throw;
        }
    }

    private static void WriteAnew(string part, ReadOnlySpan<byte> content, bool isFlushed)
    {
        using var file = CreateAnew(part);
        RandomAccess.Write(file, content, 0);
        if (isFlushed)
        {
            RandomAccess.FlushToDisk(file);
        }
    }

    private static SafeFileHandle CreateAnew(string part)
    {
        try
        {
            // Not Create: that follows links.
            return File.OpenHandle(part, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(part) || FilePath.IsLink(part))
        {
            File.Delete(part);
            return File.OpenHandle(part, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
    }

    /// <param name="name">Of which file; null for all.</param>
    private static void DeleteLeftovers(string folder, string? name, Predicate<string>? keeps)
    {
        try
        {
            foreach (var part in new DirectoryInfo(folder.Length > 0 ? folder : ".").EnumerateFiles($"{Start}*{End}"))
            {
                if ((name is null || part.Name.StartsWith($"{Start}{name}.", StringComparison.Ordinal)) && IsLeft(part, isHeld: name is null) && keeps?.Invoke(part.FullName) is not true)
                {
                    FilePath.TryDelete(part.FullName);
                }
            }
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            // What was to be written is written; this is but tidying up.
        }
    }

    /// <summary>Whether nobody writes a part any more.</summary>
    private static bool IsLeft(FileInfo part, bool isHeld)
    {
        //  .covidxr-NAME.<process>.<number>.part
        var stem = part.Name[..^End.Length];
        var number = stem.LastIndexOf('.');
        var process = number < 0 ? -1 : stem.LastIndexOf('.', number - 1);
        var writer = process < 0 ? null : RunningProcess.Parse(stem.AsSpan(process + 1, number - process - 1));
        return writer switch
        {
            { IsHere: true } known => !known.IsAlive,
            { } => DateTime.UtcNow - part.LastWriteTimeUtc > LongestWriting,
            null => isHeld || DateTime.UtcNow - part.LastWriteTimeUtc > LongestWriting,
        };
    }
}
