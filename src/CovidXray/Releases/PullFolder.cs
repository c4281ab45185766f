using CovidXray.Annotations;

namespace CovidXray.Releases;

/// <summary>The folder that a dataset is pulled into, held for one pull at a time.</summary>
internal sealed class PullFolder : IDisposable
{
    private const string GuardName = ".covidxr.pull";
    private readonly FileStream? _guard;

    private PullFolder(string path, FileStream? guard)
    {
        Location = path;
        _guard = guard;
    }

    public string Location { get; }

    public string Annotations => Path.Combine(Location, "annotations");

    public string Images => Path.Combine(Location, "images");

    public string Thumbnails => Path.Combine(Location, "thumbnails");

    /// <summary>What is downloaded to be unpacked. Gone when it is.</summary>
    public string Downloads => Path.Combine(Location, ".covidxr.downloads");

    /// <summary>Takes the folder, and makes it if need be.</summary>
    /// <exception cref="DatasetException">Another pull has it, it cannot be made, or a link in it leads elsewhere.</exception>
    public static PullFolder OpenForWriting(string path)
    {
        var guard = Path.Combine(path, GuardName);
        try
        {
            Directory.CreateDirectory(path);
            if (new FileInfo(guard).LinkTarget is not null)
            {
                throw new DatasetException(path, $"{GuardName} in it is a link; remove it");
            }

            // The system lets go of it when the process ends, however it ends.
            return new PullFolder(path, new FileStream(guard, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
        }
        catch (IOException e) when (File.Exists(guard) && !Directory.Exists(guard))
        {
            throw new DatasetException(path, "another pull is at work in this folder", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The folder as it is, without taking it: for reading alone, also where nothing can be written.</summary>
    public static PullFolder OpenReadOnly(string path) => new(path, guard: null);

    public void Dispose() => _guard?.Dispose();
}
