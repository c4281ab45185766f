namespace CovidXray.Releases.Sources;

/// <summary>Where images can be had. A source is asked for each image in turn, from several threads.</summary>
internal abstract class FilmSource : IDisposable
{
    /// <summary>Creates a source.</summary>
    /// <param name="name">What the user calls it.</param>
    private protected FilmSource(string name) => Name = name;

    /// <summary>What the user calls it.</summary>
    public string Name { get; }

    /// <summary>Whether it needs a network.</summary>
    public abstract bool IsRemote { get; }

    /// <summary>Images in a folder and those below it, by any of their names, in any letter case.</summary>
    public static FilmSource FromFolder(string path) => new FolderFilmSource(path);

    /// <summary>Images in a zip archive, such as Kaggle's; it is read in place.</summary>
    /// <exception cref="CovidXray.Annotations.DatasetException">It is no whole archive.</exception>
    public static FilmSource FromZip(string path) => new ZipFilmSource(path);

    /// <summary>The bytes that an image takes here; null if that is not known without fetching it, or it is not here.</summary>
    public virtual long? LengthOf(FilmRequest film) => null;

    /// <summary>Gets an image into the store.</summary>
    /// <returns>Why not; null if it is there.</returns>
    internal abstract Task<FilmProblem?> FetchAsync(FilmRequest film, FilmStore store, PullProgress progress, CancellationToken cancellation);

    /// <summary>Closes what it reads from.</summary>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what it reads from.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
    }

    /// <summary>Says that there is no such image.</summary>
    private protected FilmProblem Absent() => new(Name, "has no such image") { IsAbsence = true };
}
