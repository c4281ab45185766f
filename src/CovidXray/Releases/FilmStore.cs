using CovidXray.Images;

namespace CovidXray.Releases;

/// <summary>Where images end up: the only place that gives them their names.</summary>
internal sealed class FilmStore
{
    private readonly FilmLedger _ledger;
    private readonly PullSettings _settings;
    private readonly FilmCheck _check;

    public FilmStore(string folder, FilmLedger ledger, PullSettings settings)
    {
        Folder = folder;
        _ledger = ledger;
        _settings = settings;
        _check = new FilmCheck(settings);
    }

    public string Folder { get; }

    /// <summary>Whether an image is here, as recorded. Where the record is law, only its hash tells.</summary>
    public bool Has(WantedFilm film) =>
        !_settings.IsLocked && _ledger.Files.TryGetValue(film.Name, out var known) && new FileInfo(PathOf(film)) is { Exists: true } file && file.Length == known.Bytes;

    /// <summary>Looks at an image that is here but not recorded as it is, and records it if it is right.</summary>
    /// <returns>Why it cannot stay; null if it can.</returns>
    public FilmProblem? Adopt(WantedFilm film)
    {
        var path = PathOf(film);
        if (!File.Exists(path))
        {
            return new FilmProblem("images", "is not there") { IsAbsence = true };
        }

        var problem = Accept(film, path, "images", out var file);
        if (problem is null)
        {
            // An origin that is known from before stays.
            var origin = _ledger.Files.GetValueOrDefault(film.Name) is { } known && known.Sha256 == file!.Sha256 ? known.Origin : "found in the folder";
            Record(film, file! with { Origin = origin });
        }

        return problem;
    }

    /// <summary>Forgets an image that is not here.</summary>
    public void Forget(WantedFilm film)
    {
        if (!_settings.IsLocked)
        {
            _ledger.Forget(film.Name);
        }
    }

    /// <summary>Begins an image.</summary>
    public PartFile Open(WantedFilm film) => PartFile.Open(PathOf(film));

    /// <summary>Ends an image: checks it, records it, gives it its name.</summary>
    /// <returns>Why it was not taken; null if it was.</returns>
    public FilmProblem? Accept(WantedFilm film, PartFile part, string source, string origin)
    {
        var problem = _check.Check(part.Content, film, source, out var header);
        if (problem is null)
        {
            var file = Describe(part.Length, part.Hash(), header!, film) with { Origin = origin };
            problem = CheckLock(film, file, source);
            if (problem is null)
            {
                // In this order: what is recorded has its bytes, and what has its name is recorded.
                part.Flush();
                Record(film, file);
                part.Publish();
                return null;
            }
        }

        part.Restart();
        return problem;
    }

    private FilmProblem? Accept(WantedFilm film, string path, string source, out LockedFile? file)
    {
        file = null;
        using var content = File.OpenRead(path);
        var problem = _check.Check(content, film, source, out var header);
        if (problem is not null)
        {
            return problem;
        }

        content.Position = 0;
        file = Describe(content.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), header!, film);
        return CheckLock(film, file, source);
    }

    private static LockedFile Describe(long length, string hash, FilmHeader header, WantedFilm film) => new(length, hash)
    {
        Width = header.Width,
        Height = header.Height,
        Format = header.Format,
        Resized = FilmCheck.Fits(header, film) ? null : true,
    };

    private FilmProblem? CheckLock(WantedFilm film, LockedFile file, string source) =>
        !_settings.IsLocked || (_ledger.Files.TryGetValue(film.Name, out var locked) && locked.Sha256 == file.Sha256)
            ? null
            : new FilmProblem(source, $"differs from {PullLock.FileName}") { Advice = "without --locked it would be taken" };

    private void Record(WantedFilm film, LockedFile file)
    {
        if (!_settings.IsLocked)
        {
            _ledger.Record(film.Name, file);
        }
    }

    private string PathOf(WantedFilm film) => Path.Combine(Folder, film.Name);
}
