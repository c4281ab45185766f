using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using CovidXray.Files;
using CovidXray.Releases.Sources;
using Polly;

namespace CovidXray.Releases.Transfer;

/// <summary>Fetches files over HTTP: retried, resumed, redirected, stalls noticed. One for all files, as connections are reused.</summary>
internal sealed class Downloader : IDisposable
{
    private const int MaxRedirects = 10;
    private const int BlockSize = 128 * 1024;

    // Smaller files are fetched again rather than resumed after a crash.
    private const long WorthResuming = 1_000_000;

    private readonly DownloadSettings _settings;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline _retry;
    private readonly RateLimit? _rate;
    private readonly int _blockSize;

    public Downloader(DownloadSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _client = new HttpClient(new SocketsHttpHandler
        {
            // Redirects are followed below, where the key is looked after; ranges count the bytes as sent, so nothing is unpacked on the way.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            MaxConnectionsPerServer = settings.Jobs,
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = settings.StallTimeout,

            // Nobody traces these requests; headers for it would only take time.
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("covidxr", ProductVersion.Text));
        _client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        _retry = RetryPolicy.Pipeline(settings, clock);
        _rate = settings.MaxRate is { } rate ? new RateLimit(rate, clock) : null;

        // Where there is a rate, a transfer takes its share of a second at once, so that the others wait no longer than that.
        _blockSize = (int)Math.Clamp((settings.MaxRate ?? long.MaxValue) / settings.Jobs, 1, BlockSize);
    }

    /// <summary>Fetches a file into its part, whole; the caller checks it and gives it its name.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="part">Takes the bytes, and may hold the first of them already.</param>
    /// <param name="key">Goes along to its own server.</param>
    /// <param name="maxLength">More bytes than this are refused.</param>
    /// <param name="received">Is told of each block's length.</param>
    /// <param name="cancellation">Stops; what has come stays in the part.</param>
    /// <returns>Whether the server had said how long it is. If not, it may be less than everything.</returns>
    /// <exception cref="TransferException">It does not come.</exception>
    public async Task<bool> DownloadAsync(Uri address, PartialFile part, ApiKey? key, long maxLength, Action<int> received, CancellationToken cancellation) =>
        await _retry.ExecuteAsync(
            static async (state, token) => await state.Self.TryDownloadAsync(state.address, state.part, state.key, state.maxLength, state.received, token).ConfigureAwait(false),
            (Self: this, address, part, key, maxLength, received),
            cancellation).ConfigureAwait(false);

    /// <summary>Fetches a small document.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="key">Goes along to its own server.</param>
    /// <param name="maxLength">More bytes than this are refused.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="TransferException">It does not come.</exception>
    public async Task<byte[]> GetAsync(Uri address, ApiKey? key, int maxLength, CancellationToken cancellation) =>
        await _retry.ExecuteAsync(
            async token =>
            {
                using var stall = new StallTimer(_settings, token);
                using var response = await SendAsync(HttpMethod.Get, address, key, part: null, stall).ConfigureAwait(false);
                using var document = new MemoryStream();
                await CopyAsync(
                    response,
                    block =>
                    {
                        document.Write(block);
                        if (document.Length > maxLength)
                        {
                            throw new TransferException($"the answer has more than {maxLength:N0} bytes");
                        }
                    },
                    stall).ConfigureAwait(false);
                return document.ToArray();
            },
            cancellation).ConfigureAwait(false);

    /// <summary>Asks how long a file is; null if the server does not say.</summary>
    /// <exception cref="TransferException">It is not there.</exception>
    public async Task<long?> LengthAsync(Uri address, CancellationToken cancellation) =>
        await _retry.ExecuteAsync(
            async token =>
            {
                using var stall = new StallTimer(_settings, token);
                using var response = await SendAsync(HttpMethod.Head, address, key: null, part: null, stall).ConfigureAwait(false);
                return response.Content.Headers.ContentLength;
            },
            cancellation).ConfigureAwait(false);

    public void Dispose() => _client.Dispose();

    private async Task<bool> TryDownloadAsync(Uri address, PartialFile part, ApiKey? key, long maxLength, Action<int> received, CancellationToken cancellation)
    {
        var shown = WebAddress.Shown(address);
        if (part.Origin?.Address != shown || part.Length > part.Origin.Length)
        {
            part.Restart();
        }
        else if (part.Length == part.Origin.Length)
        {
            // Whoever ended before had all of it. To ask for the rest, of which there is none, would be answered by 416.
            RequireLength(part, 0, maxLength);
            return true;
        }

        using var stall = new StallTimer(_settings, cancellation);
        using var response = await SendAsync(HttpMethod.Get, address, key, part, stall).ConfigureAwait(false);
        Position(response, part, shown);

        // Before the disk is asked for the room: that there is none for what nobody sends is no reason to stop.
        var length = response.Content.Headers.ContentLength;
        RequireLength(part, length ?? 0, maxLength);
        FreeSpace.Require(part.Target, length ?? 0);
        await CopyAsync(
            response,
            block =>
            {
                RequireLength(part, block.Length, maxLength);
                part.Append(block);
                received(block.Length);
            },
            stall).ConfigureAwait(false);
        if (response.Content.Headers.ContentRange?.Length > part.Length)
        {
            throw new TransferException("the server sent less than the part asked for") { IsPassing = true };
        }

        return length is not null;
    }

    private static void RequireLength(PartialFile part, long more, long maxLength)
    {
        if (more > maxLength - part.Length)
        {
            part.Restart();
            throw new TransferException($"it has more than {maxLength:N0} bytes, which no image has");
        }
    }

    /// <summary>Makes the part end where the answer begins.</summary>
    private static void Position(HttpResponseMessage response, PartialFile part, string shown)
    {
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            part.Restart();
            if (PartialFileOrigin.Of(shown, response) is { } origin)
            {
                part.SetOrigin(origin, response.Content.Headers.ContentLength > WorthResuming);
            }
        }
        else if (part.Length == 0 || part.Origin?.IsContinuedBy(response, part.Length) != true)
        {
            part.Restart();
            throw new TransferException("the server sent another part than the one asked for") { IsPassing = true };
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, BlockReader read, StallTimer stall)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            stall.Restart();
            var body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            using var content = ContentDecoder.Unpack(body, response.Content.Headers.ContentEncoding);
            while (true)
            {
                int length;
                try
                {
                    length = await content.ReadAsync(buffer.AsMemory(0, _blockSize), stall.Token).ConfigureAwait(false);
                }
                catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException)
                {
                    // Caught here and not around everything: the disk throws IOException, too.
                    throw stall.Explain(e);
                }

                if (length == 0)
                {
                    return;
                }

                read(buffer.AsSpan(0, length));
                stall.Received(length);
                if (_rate is not null)
                {
                    // Meanwhile it is not the server that is silent.
                    stall.Stop();
                    await _rate.SpendAsync(length, stall.Cancellation).ConfigureAwait(false);
                }

                stall.Restart();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, ApiKey? key, PartialFile? part, StallTimer stall)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
            key?.Authorize(request);
            if (part is { Length: > 0, Origin: { } origin })
            {
                request.Headers.Range = new RangeHeaderValue(part.Length, null);
                _ = request.Headers.TryAddWithoutValidation("If-Range", origin.Validator);
            }

            HttpResponseMessage response;
            try
            {
                response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                throw stall.Explain(e);
            }

            if (response.IsSuccessStatusCode)
            {
                stall.Restart();
                return response;
            }

            using (response)
            {
                address = Redirected(response, address, part) ?? throw RetryPolicy.Failure(response, _settings);
            }

            if (redirects == MaxRedirects)
            {
                throw new TransferException($"more than {MaxRedirects} redirects, a circle perhaps");
            }
        }
    }

    /// <summary>Where an answer points; null if it does not.</summary>
    private static Uri? Redirected(HttpResponseMessage response, Uri address, PartialFile? part)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // What is here is no beginning of what is there.
            part?.Restart();
            return null;
        }

        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
        {
            return null;
        }

        if (!Uri.TryCreate(address, location.OriginalString, out var target))
        {
            throw new TransferException("a redirect to no address");
        }

        return target.Scheme == "https" || (target.Scheme == "http" && address.Scheme == "http")
            ? target
            : throw new TransferException($"a redirect to {target.Scheme}: is not followed");
    }

    private delegate void BlockReader(ReadOnlySpan<byte> block);
}
