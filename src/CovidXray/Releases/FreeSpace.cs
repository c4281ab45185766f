using CovidXray.Annotations;

namespace CovidXray.Releases;

/// <summary>Whether the disk has room.</summary>
internal static class FreeSpace
{
    // Of smaller files one asks the disk only by writing them.
    private const long WorthAsking = 1_000_000;

    // The lock file and others still need room.
    private const long Reserve = 16_000_000;

    private const int NoSpaceOnUnix = 28;
    private const int QuotaOnUnix = 122;
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    /// <exception cref="DatasetException">There is less room than that.</exception>
    public static void Require(string path, long bytes)
    {
        if (bytes < WorthAsking)
        {
            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < bytes + Reserve)
        {
            throw new DatasetException(folder, $"{bytes:N0} bytes are to come, and {free:N0} are free on the disk");
        }
    }

    public static bool IsUsedUp(IOException error) => error.HResult is NoSpaceOnUnix or QuotaOnUnix or HandleDiskFullOnWindows or DiskFullOnWindows;
}
