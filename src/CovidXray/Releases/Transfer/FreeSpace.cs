using CovidXray.Annotations;

namespace CovidXray.Releases.Transfer;

/// <summary>Whether the disk has room.</summary>
internal static class FreeSpace
{
    // Of smaller files one asks the disk only by writing them.
    private const long WorthAsking = 1_000_000;

    // The lock file and others still need room.
    private const long Reserve = 16_000_000;

    /// <exception cref="DatasetException">There is less room than that.</exception>
    public static void Require(string path, long bytes)
    {
        if (bytes < WorthAsking)
        {
            return;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free - Reserve < bytes)
        {
            throw new DatasetException(folder, $"{bytes:N0} bytes are to come, and {free:N0} are free on the disk");
        }
    }
}
