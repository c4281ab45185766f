using System.Security.Authentication;

namespace CovidXray.Releases.Transfer;

/// <summary>Cancels a transfer that brings no byte for too long; every byte starts the time anew.</summary>
internal sealed class StallTimer : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _source;

    public StallTimer(TimeSpan limit, CancellationToken cancellation)
    {
        _limit = limit;
        Cancellation = cancellation;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Restart();
    }

    /// <summary>Cancelled by a stall, or by the user.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Cancelled by the user.</summary>
    public CancellationToken Cancellation { get; }

    public void Restart() => _source.CancelAfter(_limit);

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
