using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Releases.Lock;

namespace CovidXray.Jobs;

/// <summary>Which state of the data a page is about: the release and its day, from the lock file or the release's archive. Never from a clock.</summary>
internal static class DataDate
{
    /// <summary>A line such as <c>release covid-only of 2020-06-17</c>; null if nothing says it.</summary>
    public static string? Describe(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (File.Exists(dataset.Location))
        {
            return OfArchive(dataset.Location) is { } day ? $"archive of {day}" : null;
        }

        return dataset.StateFolder is { } root && ReleaseOf(root) is { } release
            ? $"release {release.Name}{(release.Date is { } made ? $" of {made}" : "")}"
            : null;
    }

    /// <summary>The day of the newest file of a zip, as it stands there; null of what is no zip, or tells none.</summary>
    public static string? OfArchive(string path)
    {
        try
        {
            using var zip = InputFile.OpenZip(path);
            DateTime? newest = null;
            foreach (var entry in zip.Entries)
            {
                newest = newest is { } before && before >= entry.LastWriteTime.DateTime ? before : entry.LastWriteTime.DateTime;
            }

            // The first year that a zip can name stands for no date.
            return newest is { Year: > 1980 } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private static LockedRelease? ReleaseOf(string root)
    {
        try
        {
            using var locked = PullLock.Load(root);
            return locked.Release;
        }
        catch (DatasetException)
        {
            return null;
        }
    }
}
