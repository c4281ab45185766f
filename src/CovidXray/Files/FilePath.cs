namespace CovidXray.Files;

/// <summary>What lies at a path itself, wherever a link there leads.</summary>
internal static class FilePath
{
    /// <summary>Whether it is a link, be there something behind it or not. No run makes one, but an export that links films.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>The file that is meant by a name: what a link leads to, be it there or not; else the name itself.</summary>
    /// <remarks>Only for names that the user gave. A link that lies where this program looks by itself may lead anywhere.</remarks>
    public static string Behind(string path) => IsLink(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : path;

    /// <summary>Whether there is a file, a folder or a link.</summary>
    public static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path) || IsLink(path);

    /// <summary>Whether a device, a pipe or a socket is there, or a link to one: what no file takes the place of. To ask costs a microsecond.</summary>
    public static bool IsSpecial(string path) => !OperatingSystem.IsWindows() && UnixFile.KindOf(path) is FileKind.Device or FileKind.Pipe or FileKind.Socket;

    /// <summary>What the names of two files are compared with.</summary>
    public static StringComparer Comparer => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The whole path of the file that is written where a path is given: links of it and of its folder are followed.</summary>
    public static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            full = Behind(full);
            return Path.GetDirectoryName(full) is { } folder && Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target ? Path.Combine(target.FullName, Path.GetFileName(full)) : full;
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            // It cannot be written either, which is told where it is tried.
            return full;
        }
    }

    /// <summary>Removes a file that is in nobody's way if it stays, such as what an error left: the error is what matters then.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            // It stays.
        }
    }
}
