using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;
using CovidXray.Releases.Transfer;

namespace CovidXray.Releases;

/// <summary>Where films end up: nothing else gives them their names.</summary>
internal sealed class FilmStore
{
    // Bytes. The disk writes while the network is waited for.
    private const long FlushedAtOnce = 32_000_000;

    private readonly FilmLedger _ledger;
    private readonly PullSettings _settings;
    private readonly FilmCheck _check;

    // A folder takes one new name at a time: threads that each wrote a small file would mostly wait for one another in the kernel.
    private readonly TaskScheduler _oneByOne = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    // What was there at the beginning. That something is not there is the common case, and this answers it without the disk.
    private readonly HashSet<string> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly FlushOnTheWay _flush = new(DiskFlush.FileSystemOf, FlushedAtOnce);

    public FilmStore(string folder, FilmLedger ledger, PullSettings settings)
    {
        Folder = Path.GetFullPath(folder);
        _ledger = ledger;
        _settings = settings;
        _check = new FilmCheck(settings);
    }

    public string Folder { get; }

    /// <summary>Makes the folder, or looks at what is in it.</summary>
    public void Enter()
    {
        Directory.CreateDirectory(Folder);
        DeleteLeftovers();
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            _found.Add(Path.GetFileName(file));
        }
    }

    /// <summary>Deletes parts that no later pull could go on with.</summary>
    public void DeleteLeftovers()
    {
        AtomicFile.DeleteLeftovers(Folder, keeps: part => File.Exists(part + PartialFile.OriginSuffix));
        foreach (var origin in Directory.EnumerateFiles(Folder, AtomicFile.PartOf("*") + PartialFile.OriginSuffix))
        {
            if (!File.Exists(origin[..^PartialFile.OriginSuffix.Length]))
            {
                File.Delete(origin);
            }
        }
    }

    /// <summary>Whether an image is here, as recorded. With --locked, or where the journal may be ahead of the disk, only its hash tells.</summary>
    public bool Has(FilmRequest film) =>
        !_settings.IsLocked && _found.Contains(film.Name) && _ledger.Trusted(film.Name) is { } known && new FileInfo(PathOf(film)) is { Exists: true } file && file.Length == known.Bytes;

    /// <summary>Looks at an image that is here but not recorded as it is, and records it if it is right.</summary>
    /// <returns>Why it cannot stay; null if it can.</returns>
    public FilmProblem? Adopt(FilmRequest film)
    {
        var path = PathOf(film);
        if (!_found.Contains(film.Name) || !File.Exists(path))
        {
            return new FilmProblem("images", "is not there") { IsAbsence = true };
        }

        LockedFile? file;
        FilmProblem? problem;
        try
        {
            problem = Accept(film, path, "images", out file);
        }
        catch (DatasetException e)
        {
            return new FilmProblem("images", "lies here but cannot be read") { Detail = e.InnerException?.Message ?? e.Problem, IsUnreadable = true };
        }

        if (problem is null && _ledger.Suspect(film.Name) is { } doubted && doubted.Sha256 != file!.Sha256)
        {
            return Differs("images");
        }

        if (problem is null)
        {
            // An origin that is known from before stays.
            var origin = _ledger.Files.GetValueOrDefault(film.Name) is { } known && known.Sha256 == file!.Sha256 ? known.Origin : "found in the folder";
            Note(film, file! with { Origin = origin });
        }

        return problem;
    }

    /// <summary>Forgets an image that is not here. What lies here and was refused stays in the lock file, so that verifying names it.</summary>
    public void Forget(FilmRequest film)
    {
        if (!_settings.IsLocked && !File.Exists(PathOf(film)))
        {
            _ledger.Forget(film.Name);
        }
    }

    /// <summary>Begins an image.</summary>
    public PartialFile Open(FilmRequest film)
    {
        var path = PathOf(film);
        return PartialFile.Open(path, isNew: !_found.Contains(Path.GetFileName(PartialFile.PathOf(path))));
    }

    /// <summary>Brings all images to the disk, whatever happens to the machine.</summary>
    /// <exception cref="DatasetException">The disk does not take them.</exception>
    public void Flush() => _flush.Finish();

    /// <summary>Ends an image: checks it, records it, gives it its name.</summary>
    /// <returns>Why it was not taken; null if it was.</returns>
    public async Task<FilmProblem?> AcceptAsync(FilmRequest film, PartialFile part, string source, string origin)
    {
        var hash = part.Hash();
        var problem = _check.Check(part.Content, film, source, IsRecorded(film, hash), out var header);
        if (problem is null)
        {
            var file = Describe(part.Length, hash, header!, film) with { Origin = origin };
            problem = CheckLock(film, file, source);
            if (problem is null)
            {
                await Task.Factory.StartNew(() => Publish(film, part, file), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _oneByOne).ConfigureAwait(false);
                return null;
            }
        }

        part.Restart();
        return problem;
    }

    /// <summary>In this order: what is recorded has its bytes, and what has its name is recorded.</summary>
    private void Publish(FilmRequest film, PartialFile part, LockedFile file)
    {
        part.Write(flush: !DiskFlush.IsOneForAll);
        Note(film, file);
        part.Publish();
        _flush.Wrote(part.Target, part.Length);
    }

    private FilmProblem? Accept(FilmRequest film, string path, string source, out LockedFile? file)
    {
        file = null;
        using var content = InputFile.Open(path, FilmHeader.FileLimit);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        content.Position = 0;
        var problem = _check.Check(content, film, source, IsRecorded(film, hash), out var header);
        if (problem is not null)
        {
            return problem;
        }

        file = Describe(content.Length, hash, header!, film);
        return CheckLock(film, file, source);
    }

    /// <summary>Whether these are the bytes that were taken before, of whatever size.</summary>
    private bool IsRecorded(FilmRequest film, string hash) => _ledger.Files.TryGetValue(film.Name, out var known) && known.Sha256 == hash;

    private static LockedFile Describe(long length, string hash, FilmHeader header, FilmRequest film) => new(length, hash)
    {
        Width = header.Width,
        Height = header.Height,
        Format = header.Format,
        Resized = FilmCheck.Fits(header, film) ? null : true,
    };

    private FilmProblem? CheckLock(FilmRequest film, LockedFile file, string source) =>
        !_settings.IsLocked || (_ledger.Files.TryGetValue(film.Name, out var locked) && locked.Sha256 == file.Sha256)
            ? null
            : Differs(source) with { Advice = "without --locked it would be taken" };

    private static FilmProblem Differs(string source) => new(source, $"differs from {PullLock.FileName}");

    private void Note(FilmRequest film, LockedFile file)
    {
        if (!_settings.IsLocked)
        {
            _ledger.Add(film.Name, file);
        }
    }

    private string PathOf(FilmRequest film) => Path.Combine(Folder, film.Name);
}
