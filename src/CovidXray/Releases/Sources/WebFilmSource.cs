using System.Net;
using CovidXray.Releases.Transfer;

namespace CovidXray.Releases.Sources;

/// <summary>Images on the web.</summary>
/// <param name="name">What the user calls the source.</param>
/// <param name="addressOf">An image's address; null if it has none.</param>
/// <param name="downloader">Fetches.</param>
/// <param name="health">What is known of servers.</param>
/// <param name="maxBytes">An image that has more is refused.</param>
/// <param name="key">For V7's own server.</param>
internal sealed class WebFilmSource(string name, Func<FilmRequest, Uri?> addressOf, Downloader downloader, ServerHealth health, long maxBytes, ApiKey? key = null) : FilmSource(name)
{
    private const string Elsewhere = "get the images elsewhere: --images-from ieee8023, a folder, a zip, or a mirror's address";
    private const string LaterOrElsewhere = $"the server is down or has too much to do; ask again later with --retry-missing, or {Elsewhere}";

    public override bool IsRemote => true;

    internal override async Task<FilmProblem?> FetchAsync(FilmRequest film, FilmStore store, PullProgress progress, CancellationToken cancellation)
    {
        if (addressOf(film) is not { } address)
        {
            return Absent();
        }

        if (health.GivenUp(address) is { } verdict)
        {
            return new FilmProblem(Name, verdict.Reason) { Advice = verdict.MayPass ? LaterOrElsewhere : Elsewhere };
        }

        using var part = store.Open(film);
        for (var isSecond = false; ; isSecond = true)
        {
            bool hasLength;
            try
            {
                hasLength = await downloader.DownloadAsync(address, part, KeyFor(address), maxBytes, progress.AddBytes, cancellation).ConfigureAwait(false);
            }
            catch (TransferException e)
            {
                health.Failed(address, e);
                return Problem(e);
            }

            health.Succeeded(address);
            var problem = await store.AcceptAsync(film, part, Name, WebAddress.Shown(address)).ConfigureAwait(false);
            if (problem is null)
            {
                return null;
            }

            // Nobody shall go on with what is not the film.
            part.Restart();
            if (hasLength || isSecond)
            {
                return problem;
            }

            // It may have been cut off on the way, which only a length would have told: once more.
        }
    }

    /// <summary>An address with a token of its own needs no key.</summary>
    private ApiKey? KeyFor(Uri address) => address.Query.Contains("token=", StringComparison.OrdinalIgnoreCase) ? null : key;

    private FilmProblem Problem(TransferException error)
    {
        var isAbsence = error.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone;
        return new FilmProblem(Name, error.Message)
        {
            IsAbsence = isAbsence,
            Advice = error.IsClosed ? LaterOrElsewhere : error.IsRefusal || error.IsUnreachable || isAbsence ? Elsewhere : null,
        };
    }
}
