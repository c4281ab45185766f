using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;

namespace CovidXray.Releases;

/// <summary>The folder that a dataset is pulled into, held for one pull at a time.</summary>
internal sealed class PullFolder : IDisposable
{
    private readonly FolderHold? _hold;

    private PullFolder(string path, FolderHold? hold)
    {
        Location = path;
        _hold = hold;
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
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"cannot be used: {e.Message}", e);
        }

        FolderState.RequireWhole(path);
        var hold = FolderHold.Take(path, new FolderWork("pull"));
        var folder = new PullFolder(path, hold);
        AtomicFile.DeleteLeftovers(path);
        AtomicFile.DeleteLeftovers(folder.Annotations);
        return folder;
    }

    /// <summary>The folder as it is, without taking it: for reading alone, also where nothing can be written.</summary>
    public static PullFolder OpenReadOnly(string path) => new(path, hold: null);

    public void Dispose() => _hold?.Dispose();
}
