using System.Globalization;
using System.Runtime.InteropServices;

namespace CovidXray.Files;

/// <summary>Whom files belong to, on Linux and macOS. .NET 10 has no call for it.</summary>
internal static partial class FileOwner
{
    /// <summary>The user whose file or folder it is, by name or else by number; null if it is this process's own, or the system does not say.</summary>
    public static string? OtherThanOwn(string path) =>
        !OperatingSystem.IsWindows() && UnixFile.OwnerOf(path) is { } owner && owner != EffectiveUser() ? NameOf(owner) : null;

    private static string NameOf(uint user)
    {
        // A structure whose first member is the name, on both systems.
        var entry = UserEntry(user);
        return entry != 0 && Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry)) is { Length: > 0 } name ? name : string.Create(CultureInfo.InvariantCulture, $"user {user}");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getpwuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint UserEntry(uint user);
}
