using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Files;
using CovidXray.Releases.Lock;

namespace CovidXray.Jobs.Duplicates;

/// <summary>Tells without reading films whether they are still the ones that were read: by size and time, or by the lock file's hash.</summary>
internal sealed class FilmStamps
{
    private readonly string _base;
    private readonly string? _images;
    private readonly long? _archiveTime;
    private readonly IReadOnlyDictionary<string, LockedFile> _locked;

    /// <exception cref="DatasetException">The lock file is damaged.</exception>
    public FilmStamps(Dataset dataset)
    {
        var root = dataset.StateFolder;
        _base = Path.GetFullPath(root ?? dataset.UnpackedFolder ?? Path.GetDirectoryName(Path.GetFullPath(dataset.Location))!);

        // Films of an archive are written anew whenever it is opened.
        _archiveTime = dataset.UnpackedFolder is null ? null : File.GetLastWriteTimeUtc(dataset.Location).Ticks;
        _images = root is null ? null : Path.GetFullPath(Path.Combine(root, "images"));
        if (root is null || !File.Exists(Path.Combine(root, PullLock.FileName)))
        {
            _locked = new Dictionary<string, LockedFile>(StringComparer.Ordinal);
            return;
        }

        using var pullLock = PullLock.Load(root);
        _locked = pullLock.Images;
    }

    /// <summary>The stamp of a film.</summary>
    /// <exception cref="DatasetException">It cannot be looked at.</exception>
    public FilmStamp Of(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var file = new FileInfo(full);
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            var name = Path.GetRelativePath(_base, full);
            var isInside = name.Split(Path.DirectorySeparatorChar)[0] != ".." && !Path.IsPathRooted(name);
            var locked = Path.GetDirectoryName(full) == _images ? _locked.GetValueOrDefault(Path.GetFileName(full)) : null;
            return new FilmStamp(
                isInside ? name.Replace(Path.DirectorySeparatorChar, '/') : full,
                file.Length,
                (isInside ? _archiveTime : null) ?? file.LastWriteTimeUtc.Ticks,
                locked?.Bytes == file.Length ? locked.Sha256 : null);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new DatasetException(path, $"cannot be looked at: {e.Message}", e);
        }
    }
}
