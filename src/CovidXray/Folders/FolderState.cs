using CovidXray.Annotations;

namespace CovidXray.Folders;

/// <summary>Whether what lies in a folder is one run's whole result. If it is not, a file in it says so until it is.</summary>
internal static class FolderState
{
    /// <summary>Is there while an export comes to its place; what it says is enough to put back what was there.</summary>
    public const string Journal = ".covidxr.commit.json";

    /// <summary>Is there until all masks of a folder are made.</summary>
    public const string Unfinished = ".covidxr.unfinished.json";

    /// <summary>Is there while a pull writes a release's documents.</summary>
    public const string Pulling = ".covidxr.pulling";

    /// <summary>Refuses what only looks like a dataset.</summary>
    /// <param name="path">A dataset: a folder, one in it, or a file in it.</param>
    /// <exception cref="DatasetException">It is not whole.</exception>
    /// <param name="forPull">Whether it is a pull that asks, which finishes what another pull left.</param>
    public static void RequireWhole(string path, bool forPull = false)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var folder = Directory.Exists(full) ? full : Path.GetDirectoryName(full);
        foreach (var place in new[] { folder, Path.GetDirectoryName(folder) }.OfType<string>())
        {
            if (File.Exists(Path.Combine(place, Journal)))
            {
                throw Moving(place);
            }

            if (!forPull && File.Exists(Path.Combine(place, Pulling)))
            {
                throw new DatasetException(place, "is not whole: a pull is writing its annotations, or was interrupted while it did; 'covidxr pull' into this folder finishes them");
            }

            if (File.Exists(Path.Combine(place, Unfinished)))
            {
                throw new DatasetException(place, "is not whole: masks are being made here, or the run that made them was interrupted, or some of its shards were not run; 'covidxr masks' with --skip-existing or --overwrite finishes them");
            }
        }
    }

    /// <summary>The error for a folder with a journal.</summary>
    public static DatasetException Moving(string folder) =>
        new(folder, "is not whole: an export is coming to its place here, or was interrupted while it did; the next 'covidxr export' into this folder first puts back what was there");
}
