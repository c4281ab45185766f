using System.Diagnostics;
using System.Security.Authentication;

namespace CovidXray.Releases.Transfer;

/// <summary>Ends a transfer that brings no byte for too long, or too few of them: every byte starts the time anew, and so a byte now and then would hold it for ever.</summary>
internal sealed class StallTimer : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly long _minRate;
    private readonly CancellationTokenSource _source;

    // Of the time that is over which the least rate is asked for: what was spent waiting for bytes, and what came.
    private TimeSpan _waited;
    private long _received;
    private long _waitStart;

    public StallTimer(DownloadSettings settings, CancellationToken cancellation)
    {
        (_limit, _minRate) = (settings.StallTimeout, settings.MinRate);
        Cancellation = cancellation;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Restart();
    }

    /// <summary>Cancelled by a stall, or by the user.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Cancelled by the user.</summary>
    public CancellationToken Cancellation { get; }

    public void Restart()
    {
        _source.CancelAfter(_limit);
        _waitStart = Stopwatch.GetTimestamp();
    }

    /// <summary>Notes bytes that came since the last start.</summary>
    /// <exception cref="TransferException">They were too few for as long as a silence may last.</exception>
    public void Received(int bytes)
    {
        _waited += Stopwatch.GetElapsedTime(_waitStart);
        _received += bytes;
        if (_waited < _limit)
        {
            return;
        }

        if (_received < _minRate * _limit.TotalSeconds)
        {
            throw new TransferException($"fewer than {_minRate:N0} bytes a second came for {_limit.TotalSeconds:0.#} s") { IsPassing = true };
        }

        (_waited, _received) = (TimeSpan.Zero, 0);
    }

    /// <summary>Lets time pass until the next start.</summary>
    public void Stop() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>What an error of a transfer means.</summary>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public TransferException Explain(Exception error)
    {
        Cancellation.ThrowIfCancellationRequested();
        return error switch
        {
            _ when _source.IsCancellationRequested => new TransferException($"no byte came for {_limit.TotalSeconds:0.#} s", error) { IsPassing = true },
            HttpRequestException { InnerException: AuthenticationException } => new TransferException("the server's certificate is not trusted", error) { IsUnreachable = true },
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new TransferException("the server's name is not known", error) { IsPassing = true, IsUnreachable = true },
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new TransferException("the server cannot be reached", error) { IsPassing = true, IsUnreachable = true },
            InvalidDataException => new TransferException("the packed answer is damaged", error) { IsPassing = true },
            _ => new TransferException("the connection broke off", error) { IsPassing = true },
        };
    }

    public void Dispose() => _source.Dispose();
}
