using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;

namespace CovidXray.Releases;

/// <summary>The folder that a dataset is pulled into, held for one pull at a time.</summary>
internal sealed class PullFolder : IDisposable
{
    private readonly FolderHold? _hold;
    private readonly bool _isOurs;

    private PullFolder(string path, FolderHold? hold, bool isOurs)
    {
        Location = path;
        _hold = hold;
        _isOurs = isOurs;
    }

    public string Location { get; }

    public string Annotations => Path.Combine(Location, "annotations");

    public string Images => Path.Combine(Location, "images");

    public string Thumbnails => Path.Combine(Location, "thumbnails");

    /// <summary>What is downloaded to be unpacked. Gone when it is.</summary>
    public string Downloads => Path.Combine(Location, ".covidxr.downloads");

    /// <summary>Takes the folder, and makes it if need be.</summary>
    /// <exception cref="DatasetException">Another run has it, it cannot be made, or a link in it leads elsewhere.</exception>
    public static PullFolder OpenForWriting(string path)
    {
        var isOurs = !Directory.Exists(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"cannot be used: {e.Message}", e);
        }

        FolderState.RequireMade(path);
        var hold = FolderHold.Take(path, new FolderWork("pull"));
        var folder = new PullFolder(path, hold, isOurs);
        AtomicFile.DeleteLeftovers(path);
        AtomicFile.DeleteLeftovers(folder.Annotations);
        return folder;
    }

    /// <summary>The folder as it is, without taking it: for reading alone, also where nothing can be written.</summary>
    public static PullFolder OpenReadOnly(string path) => new(path, hold: null, isOurs: false);

    /// <summary>Lets go of the folder, and removes it if it was made for nothing: commands would take it for a dataset.</summary>
    public void Dispose()
    {
        if (_hold is null)
        {
            return;
        }

        _hold.Dispose();
        DeleteEmpty(Annotations);
        DeleteEmpty(Downloads);
        if (_isOurs)
        {
            DeleteEmpty(Location);
        }
    }

    private static void DeleteEmpty(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder harms nobody.
        }
    }
}
