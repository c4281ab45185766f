using CovidXray.Annotations;

namespace CovidXray.Folders;

/// <summary>Whether what lies in a folder is one run's whole result. If it is not, a file in it says so until it is.</summary>
internal static class FolderState
{
    /// <summary>Is there while an export comes to its place; what it says is enough to put back what was there.</summary>
    public const string Journal = ".covidxr.commit.json";

    /// <summary>Is there until all masks of a folder are made.</summary>
    public const string Unfinished = ".covidxr.unfinished.json";

    /// <summary>Is among a release's documents while a pull writes them.</summary>
    public const string Pulling = ".covidxr.pulling";

    /// <summary>Refuses what only looks like a dataset.</summary>
    /// <param name="path">A dataset: a folder, one in it, or a file in it.</param>
    /// <exception cref="DatasetException">It is not whole.</exception>
    public static void RequireWhole(string path)
    {
        RequirePulled(path);
        RequireMade(path);
    }

    /// <summary>Refuses a folder in which an export or masks are being made.</summary>
    /// <param name="path">A dataset: a folder, one in it, or a file in it.</param>
    /// <exception cref="DatasetException">They are.</exception>
    public static void RequireMade(string path)
    {
        var folder = FolderOf(path);
        foreach (var place in new[] { folder, Path.GetDirectoryName(folder) }.OfType<string>())
        {
            if (File.Exists(Path.Combine(place, Journal)))
            {
                throw Moving(place);
            }

            if (File.Exists(Path.Combine(place, Unfinished)))
            {
                throw new DatasetException(place, "is not whole: masks are being made here, or the run that made them was interrupted, or some of its shards were not run; 'covidxr masks' with --skip-existing or --overwrite finishes them");
            }
        }
    }

    /// <summary>Refuses a dataset whose documents are not all written; where a pull unpacks an archive is no part of it.</summary>
    /// <exception cref="DatasetException">They are not.</exception>
    private static void RequirePulled(string path)
    {
        var folder = FolderOf(path);
        if (folder is not null && new[] { folder, Path.Combine(folder, "annotations") }.FirstOrDefault(f => File.Exists(Path.Combine(f, Pulling))) is { } annotations)
        {
            throw new DatasetException(Path.GetDirectoryName(annotations)!, "is not whole: a pull is writing its annotations, or was interrupted while it did; 'covidxr pull' into this folder finishes them");
        }
    }

    /// <summary>The error for a folder with a journal.</summary>
    public static DatasetException Moving(string folder) =>
        new(folder, "is not whole: an export is coming to its place here, or was interrupted while it did; the next 'covidxr export' into this folder first puts back what was there");

    /// <summary>The folder that a path is, or that its file is in.</summary>
    private static string? FolderOf(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Directory.Exists(full) ? full : Path.GetDirectoryName(full);
    }
}
