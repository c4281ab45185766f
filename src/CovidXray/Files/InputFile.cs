using System.IO.Compression;
using System.Security.Cryptography;
using CovidXray.Annotations;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>The one place where files are opened to be read: only what is a regular file behind its links.</summary>
/// <remarks>
/// A pipe gives nothing until somebody writes into it, a device may give bytes without end, and to open one may do something. So
/// the kind is asked for before the file is opened, it is opened in the way that never waits, and the kind of what was opened is
/// asked for again: a name may come to stand for something else in between. Every error is a <see cref="DatasetException"/>
/// that names the file. Nothing is locked: what this program writes gets its name when it is whole.
/// </remarks>
internal static class InputFile
{
    /// <summary>The largest zip archive that is opened. Entries have limits of their own.</summary>
    public static readonly FileLimit ZipLimit = new(1_000_000_000_000, "zip archives");

    /// <summary>Opens a file.</summary>
    /// <param name="source">Its name for messages, if that is another.</param>
    /// <exception cref="DatasetException">It is no regular file, or cannot be opened.</exception>
    public static SafeFileHandle OpenHandle(string path, string? source = null) => OpenHandle(path, source ?? path, out _);

    /// <summary>Opens a file, and tells its length.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <param name="length">How many bytes it says that it has.</param>
    /// <exception cref="DatasetException">It is no regular file, or cannot be opened.</exception>
    public static SafeFileHandle OpenHandle(string path, string source, out long length)
    {
        try
        {
            return OperatingSystem.IsWindows() ? OpenOnWindows(path, source, out length) : OpenOnUnix(path, source, out length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(source, e);
        }
    }

    /// <summary>Opens a file as a stream that ends at a limit.</summary>
    /// <param name="source">Its name for messages, if that is another.</param>
    /// <exception cref="DatasetException">It is no regular file, cannot be opened, or is larger.</exception>
    public static InputStream Open(string path, FileLimit limit, string? source = null)
    {
        var stream = new InputStream(OpenHandle(path, source), source ?? path, limit);
        try
        {
            limit.Require(source ?? path, stream.Length);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Opens a zip archive, and reads its directory.</summary>
    /// <exception cref="DatasetException">It is no whole archive, or cannot be read.</exception>
    public static ZipArchive OpenZip(string path)
    {
        var file = Open(path, ZipLimit);
        try
        {
            var archive = new ZipArchive(new BufferedStream(file), ZipArchiveMode.Read);
            _ = archive.Entries.Count;
            return archive;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            file.Dispose();
            throw new DatasetException(path, $"is not a whole zip archive: {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The SHA-256 of a file's content.</summary>
    /// <exception cref="DatasetException">It is no regular file, cannot be read, or is larger than the limit.</exception>
    public static byte[] Sha256(string path, FileLimit limit)
    {
        using var file = Open(path, limit);
        return SHA256.HashData(file);
    }

    /// <summary>The lines of a text file, one by one.</summary>
    /// <exception cref="DatasetException">It is no regular file, cannot be read, or is larger than the limit.</exception>
    public static IEnumerable<string> Lines(string path, FileLimit limit)
    {
        using var reader = new StreamReader(Open(path, limit));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Copies a file to a name that is not taken, the quickest way that the file system has.</summary>
    /// <exception cref="DatasetException">It is no regular file, cannot be opened, or is larger than the limit.</exception>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    public static void Copy(string path, string target, FileLimit limit)
    {
        Open(path, limit).Dispose();
        File.Copy(path, target);
    }

    /// <summary>Whether an error says that there is no such file.</summary>
    public static bool IsAbsence(DatasetException error) => error.InnerException is FileNotFoundException or DirectoryNotFoundException;

    private static SafeFileHandle OpenOnUnix(string path, string source, out long length)
    {
        Require(UnixFile.KindOf(path), source);
        var handle = UnixFile.Open(path);
        if (handle.IsInvalid)
        {
            // The framework says best what is wrong.
            handle.Dispose();
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }

        // One call tells both, where there is one.
        var known = UnixFile.KindAndLengthOf(handle);
        return Checked(handle, known?.Kind ?? UnixFile.KindOf(handle), known?.Length, source, out length);
    }

    private static SafeFileHandle OpenOnWindows(string path, string source, out long length)
    {
        Require(Directory.Exists(path) ? FileKind.Folder : null, source);
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Checked(handle, WindowsFile.KindOf(handle), known: null, source, out length);
    }

    private static SafeFileHandle Checked(SafeFileHandle handle, FileKind? kind, long? known, string source, out long length)
    {
        try
        {
            Require(kind, source);
            length = known ?? RandomAccess.GetLength(handle);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <param name="kind">Null if the system does not say: then opening says what is wrong.</param>
    private static void Require(FileKind? kind, string source)
    {
        if (kind is { } known and not FileKind.Regular)
        {
            throw new DatasetException(source, known switch
            {
                FileKind.Pipe => "is a pipe, not a file; save what it gives to a file",
                FileKind.Socket => "is a socket, not a file",
                FileKind.Device => "is a device, not a file",
                FileKind.Folder => "is a folder, not a file",
                _ => "is no regular file",
            });
        }
    }
}

/// <summary>How large a file a reader takes: what is larger is a wrong file, and takes neither time nor memory.</summary>
/// <param name="Bytes">The most bytes.</param>
/// <param name="What">Such files in the plural, for the message: <c>selections</c>.</param>
internal readonly record struct FileLimit(long Bytes, string What)
{
    /// <summary>Refuses a file that is larger.</summary>
    /// <exception cref="DatasetException">It is.</exception>
    public void Require(string source, long length)
    {
        if (length > Bytes)
        {
            throw new DatasetException(source, $"the file has {length:N0} bytes; {What} of up to {Bytes:N0} are read");
        }
    }
}

/// <summary>What a name in the file system stands for, behind links.</summary>
internal enum FileKind
{
    /// <summary>Something that no system of today has.</summary>
    Other,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, with or without a name.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device, be it of characters or of blocks.</summary>
    Device,
}
