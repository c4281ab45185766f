using System.Security.Cryptography;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;

namespace CovidXray.Releases;

/// <summary>The disk side of a pull: the dataset's folder, held until disposed.</summary>
internal sealed class PulledDataset : IDisposable
{
    private readonly PullFolder _folder;
    private readonly PullSettings _settings;

    private PulledDataset(PullFolder folder, PullSettings settings)
    {
        _folder = folder;
        _settings = settings;
        Lock = PullLock.Load(folder.Location);
    }

    /// <summary>What is recorded of it.</summary>
    public PullLock Lock { get; }

    /// <summary>The folder as the user named it.</summary>
    public string Location => _folder.Location;

    /// <summary>The folder of its annotation files.</summary>
    public string Annotations => _folder.Annotations;

    /// <summary>The folder of its images.</summary>
    public string Images => _folder.Images;

    /// <summary>The folder of its thumbnails.</summary>
    public string Thumbnails => _folder.Thumbnails;

    /// <summary>Whether the annotations of the recorded release are all there.</summary>
    public bool HasAnnotations => new AnnotationStore(_folder.Annotations, Lock, _settings.IsLocked).IsComplete();

    /// <summary>Takes away the mark of an earlier pull that it was writing annotations: they are all there.</summary>
    public void MarkWhole() => FilePath.TryDelete(Path.Combine(_folder.Annotations, FolderState.Pulling));

    /// <summary>Takes a folder, and makes it if need be.</summary>
    /// <exception cref="DatasetException">Another pull is at work in it, it cannot be made, or its lock file is damaged.</exception>
    public static PulledDataset OpenForWriting(string folder, PullSettings settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(settings);
        var taken = PullFolder.OpenForWriting(folder);
        try
        {
            return new PulledDataset(taken, settings);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Looks at a folder, to verify what is in it: nothing is made, written or held, and it may be read-only.</summary>
    /// <exception cref="DatasetException">Its lock file is damaged.</exception>
    public static PulledDataset OpenReadOnly(string folder, PullSettings settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(settings);
        return new PulledDataset(PullFolder.OpenReadOnly(folder), settings);
    }

    /// <summary>Where an archive goes until it is unpacked.</summary>
    /// <param name="address">Where it comes from; each has a file of its own.</param>
    public string DownloadPath(Uri address)
    {
        // With its query, which may be what tells two archives apart.
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..16];
        return Path.Combine(_folder.Downloads, hash + ".zip");
    }

    /// <summary>Deletes downloaded archives, which are needed no more, or are no good.</summary>
    public void DeleteDownloads()
    {
        if (Directory.Exists(_folder.Downloads))
        {
            Directory.Delete(_folder.Downloads, recursive: true);
        }
    }

    /// <summary>Deletes archives that are done with, and keeps what came of others, so that the next pull asks for the rest.</summary>
    public void DeleteWholeDownloads()
    {
        if (Directory.Exists(_folder.Downloads))
        {
            foreach (var file in Directory.EnumerateFiles(_folder.Downloads).Where(f => !Path.GetFileName(f).StartsWith('.')).ToList())
            {
                File.Delete(file);
            }

            if (!Directory.EnumerateFileSystemEntries(_folder.Downloads).Any())
            {
                Directory.Delete(_folder.Downloads);
            }
        }
    }

    /// <summary>Writes a release's documents into the folder, byte for byte, and records them.</summary>
    /// <param name="release">What it is.</param>
    /// <param name="published">The release, opened.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>Documents that could not be taken.</returns>
    public Task<IReadOnlyList<DatasetException>> WriteAnnotationsAsync(LockedRelease release, Dataset published, CancellationToken cancellation = default) =>
        Task.Run(() => new AnnotationStore(_folder.Annotations, Lock, _settings.IsLocked).Write(release, published, cancellation), cancellation);

    /// <summary>Gets images that are not here yet, each from the first source that has it.</summary>
    public Task<FilmPullResult> FetchImagesAsync(IReadOnlyList<FilmRequest> films, IReadOnlyList<FilmSource> sources, PullProgress progress, CancellationToken cancellation = default) =>
        FetchAsync(new FilmStore(_folder.Images, Lock.ImageLedger, _settings), films, sources, progress, cancellation);

    /// <summary>Gets thumbnails, which are of no particular size.</summary>
    public Task<FilmPullResult> FetchThumbnailsAsync(IReadOnlyList<FilmRequest> films, IReadOnlyList<FilmSource> sources, PullProgress progress, CancellationToken cancellation = default) =>
        FetchAsync(new FilmStore(_folder.Thumbnails, Lock.ThumbnailLedger, _settings with { AcceptsResized = true }), films, sources, progress, cancellation);

    /// <summary>Hashes every recorded file and compares.</summary>
    /// <param name="progress">Is told of the files.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Files that are not as recorded, by path below the folder.</returns>
    public IReadOnlyList<DamagedFile> Verify(PullProgress progress, CancellationToken cancellation = default) =>
        PullVerifier.Verify(_folder, Lock, _settings.Download.Jobs, progress, cancellation);

    /// <summary>Files among the annotations and images that are not recorded.</summary>
    public IReadOnlyList<DamagedFile> FindStrangers() => PullVerifier.FindStrangers(_folder, Lock);

    /// <summary>Notes files that are not as recorded, so that the next fetch gets them anew. Each stays until its replacement is here; one that cannot be read is left alone.</summary>
    public void MarkSuspect(IEnumerable<DamagedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files.Where(f => !f.IsUnreadable))
        {
            var parts = file.Path.Split('/', 2);
            Lock.MarkSuspect(parts[0], parts[1]);
        }
    }

    /// <summary>Those of the damaged files that a fetch did not repair.</summary>
    public IReadOnlyList<DamagedFile> VerifyAgain(IReadOnlyList<DamagedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return PullVerifier.VerifyAgain(_folder, Lock, files);
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        Lock.Dispose();
        _folder.Dispose();
    }

    private async Task<FilmPullResult> FetchAsync(FilmStore store, IReadOnlyList<FilmRequest> films, IReadOnlyList<FilmSource> sources, PullProgress progress, CancellationToken cancellation)
    {
        var report = await new FilmPull(store, sources, _settings).RunAsync(films, progress, cancellation).ConfigureAwait(false);
        if (!_settings.IsLocked)
        {
            try
            {
                store.Flush();
                Lock.Save();
            }
            catch (DatasetException) when (report.Stopped is not null)
            {
                // The disk is full, for one. The journal has what the lock file lacks.
            }
        }

        return report;
    }
}
