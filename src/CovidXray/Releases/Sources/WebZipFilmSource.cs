using CovidXray.Annotations;

namespace CovidXray.Releases.Sources;

/// <summary>Images in a zip archive on the web. It is fetched when the first of them is asked for, and once.</summary>
/// <param name="name">What the user calls it.</param>
/// <param name="download">Fetches it and says where it is.</param>
internal sealed class WebZipFilmSource(string name, Func<PullProgress, CancellationToken, Task<string>> download) : FilmSource(name)
{
    private readonly SemaphoreSlim _turn = new(1);
    private ZipFilmSource? _archive;
    private FilmProblem? _problem;

    public override bool IsRemote => true;

    internal override async Task<FilmProblem?> FetchAsync(FilmRequest film, FilmStore store, PullProgress progress, CancellationToken cancellation) =>
        await OpenAsync(progress, cancellation).ConfigureAwait(false) is { } archive
            ? await archive.FetchAsync(film, store, progress, cancellation).ConfigureAwait(false)
            : _problem;

    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _archive?.Dispose();
        _turn.Dispose();
    }

    private async Task<ZipFilmSource?> OpenAsync(PullProgress progress, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_archive is null && _problem is null)
            {
                _archive = Open(await download(progress, cancellation).ConfigureAwait(false));
            }
        }
        catch (DatasetException e)
        {
            _problem = new FilmProblem(Name, e.Problem);
        }
        finally
        {
            _turn.Release();
        }

        return _archive;
    }

    private ZipFilmSource Open(string path)
    {
        try
        {
            return new ZipFilmSource(path, Name);
        }
        catch (DatasetException)
        {
            // A web page under the archive's name, for one: the next pull must ask the server again.
            File.Delete(path);
            throw;
        }
    }
}
