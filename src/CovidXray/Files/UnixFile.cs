using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>Kinds and owners of files on Linux and macOS, and opening without waiting. .NET 10 has no call for either.</summary>
/// <remarks>
/// Linux: statx(2), whose structure is the same on every processor. macOS: stat(2) and fstat(2), whose mode stands behind a device
/// number of 4 bytes on ARM, and behind an inode number of 4 more on Intel, where these names mean the older structure; the owner
/// stands behind the links, which on ARM have the inode number of 8 bytes after them.
/// </remarks>
internal static partial class UnixFile
{
    private const int StatSize = 256;

    // include/uapi/linux/stat.h, include/uapi/linux/fcntl.h
    private const int AtCurrentFolder = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint StatxType = 1;
    private const uint StatxSize = 0x200;
    private const int StatxSizeAt = 40;
    private const uint StatxUser = 8;
    private const int StatxUserAt = 20;
    private const int StatxMode = 28;

    // unistd.h: W_OK | X_OK
    private const int WriteAndSearch = 2 | 1;

    // sys/stat.h
    private const int TypeMask = 0xF000;

    private static readonly int ReadWithoutWaiting = OperatingSystem.IsMacOS()
        ? 0x4 | 0x20000 | 0x1000000    // O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        : 0x800 | 0x100 | 0x80000;

    /// <summary>Opens a file to read it, whatever it is, at once.</summary>
    /// <returns>An invalid handle if it cannot be opened.</returns>
    public static SafeFileHandle Open(string path) => OpenFile(path, ReadWithoutWaiting);

    /// <summary>The kind of what lies at a path, behind links; null if the system does not say.</summary>
    public static FileKind? KindOf(string path)
    {
        Span<byte> stat = stackalloc byte[StatSize];
        return OperatingSystem.IsMacOS()
            ? Stat(path, ref stat[0]) == 0 ? KindOnMac(stat) : null
            : StatX(AtCurrentFolder, path, 0, StatxType, ref stat[0]) == 0 ? KindOnLinux(stat) : null;
    }

    /// <summary>The kind and the length in bytes of what is open; null where the system does not say, or only the framework knows how to ask.</summary>
    public static (FileKind Kind, long Length)? KindAndLengthOf(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> stat = stackalloc byte[StatSize];
        return StatXOpen(file, "", AtEmptyPath, StatxType | StatxSize, ref stat[0]) == 0 ? (KindOnLinux(stat), BitConverter.ToInt64(stat[StatxSizeAt..])) : null;
    }

    /// <summary>The kind of what is open; null if the system does not say.</summary>
    public static FileKind? KindOf(SafeFileHandle file)
    {
        Span<byte> stat = stackalloc byte[StatSize];
        return OperatingSystem.IsMacOS()
            ? StatOpen(file, ref stat[0]) == 0 ? KindOnMac(stat) : null
            : StatXOpen(file, "", AtEmptyPath, StatxType, ref stat[0]) == 0 ? KindOnLinux(stat) : null;
    }

    /// <summary>The number of the user that a file or folder belongs to, behind links; null if the system does not say.</summary>
    public static uint? OwnerOf(string path)
    {
        Span<byte> stat = stackalloc byte[StatSize];
        return OperatingSystem.IsMacOS()
            ? Stat(path, ref stat[0]) == 0 ? BitConverter.ToUInt32(stat[(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 16 : 12)..]) : null
            : StatX(AtCurrentFolder, path, 0, StatxUser, ref stat[0]) == 0 ? BitConverter.ToUInt32(stat[StatxUserAt..]) : null;
    }

    /// <summary>Why this process can make no files in a folder; null if nothing speaks against it.</summary>
    public static string? WhyNotWritable(string folder) => Access(folder, WriteAndSearch) == 0 ? null : Marshal.GetLastPInvokeErrorMessage();

    private static FileKind KindOnLinux(ReadOnlySpan<byte> stat) => Kind(BitConverter.ToUInt16(stat[StatxMode..]));

    private static FileKind KindOnMac(ReadOnlySpan<byte> stat) =>
        Kind(BitConverter.ToUInt16(stat[(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 4 : 8)..]));

    private static FileKind Kind(ushort mode) => (mode & TypeMask) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Folder,
        0x1000 => FileKind.Pipe,
        0xC000 => FileKind.Socket,
        0x2000 or 0x6000 => FileKind.Device,
        _ => FileKind.Other,
    };

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte stat);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatXOpen(SafeFileHandle file, string path, int flags, uint mask, ref byte stat);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, ref byte stat);

    [LibraryImport("libc", EntryPoint = "fstat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatOpen(SafeFileHandle file, ref byte stat);
}

/// <summary>Kinds of files on Windows.</summary>
internal static partial class WindowsFile
{
    /// <summary>The kind of what is open.</summary>
    public static FileKind KindOf(SafeFileHandle file) => GetFileType(file) switch
    {
        1 => FileKind.Regular,
        2 => FileKind.Device,
        3 => FileKind.Pipe,
        _ => FileKind.Other,
    };

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int GetFileType(SafeFileHandle file);
}
