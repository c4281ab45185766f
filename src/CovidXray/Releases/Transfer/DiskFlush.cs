using System.Runtime.InteropServices;
using CovidXray.Annotations;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Releases.Transfer;

/// <summary>Brings what was written to the disk.</summary>
/// <remarks>
/// A flush of each small file costs more than all else that is done with it, as each waits for the disk (measured: 6,500
/// files of 14 kB take 0.4 s to write, 2.4 s with a flush of each, 0.3 s more with one flush of the file system at the end).
/// </remarks>
internal static partial class DiskFlush
{
    /// <summary>Whether the system can flush many files at once; if not, each is to be flushed on its own.</summary>
    public static bool IsOneForAll => OperatingSystem.IsLinux();

    /// <summary>Flushes all that was written to the file system that a file lies on.</summary>
    /// <exception cref="DatasetException">The disk does not take it.</exception>
    public static void FileSystemOf(string path)
    {
        if (!IsOneForAll)
        {
            return;
        }

        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (SyncFileSystem(file) != 0)
            {
                throw new DatasetException(path, $"could not be brought to the disk: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"could not be brought to the disk: {e.Message}", e);
        }
    }

    // man 2 syncfs
    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileSystem(SafeFileHandle file);
}
