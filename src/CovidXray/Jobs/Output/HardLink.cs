using System.Runtime.InteropServices;

namespace CovidXray.Jobs.Output;

/// <summary>A second name for a file. .NET 10 has no call for it.</summary>
internal static partial class HardLink
{
    /// <exception cref="IOException">The file system does not want to.</exception>
    public static void Create(string path, string target)
    {
        var made = OperatingSystem.IsWindows() ? CreateHardLink(path, target, 0) : Link(target, path) == 0;
        if (!made)
        {
            throw new IOException($"{path}: no hard link to {target}: {Marshal.GetLastPInvokeErrorMessage()} (both must be on one disk; --images copy works everywhere)");
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string target, string path);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string path, string target, nint securityAttributes);
}
