using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>Whole files on Linux in as few calls as it takes. The framework locks what it opens, asks whether it can seek, and looks at what it renames.</summary>
/// <remarks>
/// Reading takes five calls: the kind of what the path stands for, open, the kind and length of what was opened, read, close. Writing
/// takes four: open as a new file, write, close, rename to a name that is free. Where that fails, the framework does it again, and
/// says what is wrong.
/// </remarks>
internal static partial class LinuxFile
{
    // fcntl.h: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC. Not without O_EXCL: that follows links.
    private const int AsNewFile = 0x1 | 0x40 | 0x80 | 0x80000;

    // sys/stat.h: everybody may read and write it, less what the user's mask takes away.
    private const int Mode = 0x1B6;

    // fcntl.h: AT_FDCWD; linux/fs.h: RENAME_NOREPLACE
    private const int CurrentFolder = -100;
    private const uint NoReplace = 1;

    // errno.h
    private const int Interrupted = 4;

    // read(2), write(2): no more goes at once.
    private const int MostAtOnce = 0x7ffff000;

    /// <summary>Reads on in a file, up to its end or until memory is full.</summary>
    /// <param name="file">The file.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="length">How long the file is said to be: when exactly so much has come, it is not asked for more. 0 if nobody knows.</param>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static int Fill(SafeFileHandle file, Span<byte> destination, long length)
    {
        var read = 0;
        while (read < destination.Length && (read == 0 || read != length))
        {
            var count = Read(file, ref destination[read], (nuint)Math.Min(destination.Length - read, MostAtOnce));
            if (count == 0)
            {
                break;
            }

            if (count < 0 && Marshal.GetLastPInvokeError() is not Interrupted and var error)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }

            read += (int)Math.Max(0, count);
        }

        return read;
    }

    /// <summary>Writes a new file.</summary>
    /// <returns>False if its name is taken, or it cannot be written; then nothing of it is there.</returns>
    public static bool TryWrite(string path, ReadOnlySpan<byte> content)
    {
        using var file = OpenNew(path, AsNewFile, Mode);
        if (file.IsInvalid)
        {
            return false;
        }

        if (TryWrite(file, content))
        {
            return true;
        }

        FilePath.TryDelete(path);
        return false;
    }

    /// <summary>Gives a file another name.</summary>
    /// <returns>False if that name is taken, or the file system or the C library cannot say whether it is.</returns>
    public static bool TryRename(string from, string to)
    {
        try
        {
            return Rename(CurrentFolder, from, CurrentFolder, to, NoReplace) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // An older musl.
            return false;
        }
    }

    private static bool TryWrite(SafeFileHandle file, ReadOnlySpan<byte> content)
    {
        for (var written = 0; written < content.Length;)
        {
            var count = Write(file, in content[written], (nuint)Math.Min(content.Length - written, MostAtOnce));
            if (count <= 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                return false;
            }

            written += (int)Math.Max(0, count);
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle OpenNew(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Read(SafeFileHandle file, ref byte destination, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(SafeFileHandle file, in byte content, nuint count);

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint flags);
}
