using CovidXray.Texts;
using Polly;
using Polly.Retry;

namespace CovidXray.Releases.Transfer;

/// <summary>When a transfer is tried again.</summary>
internal static class RetryPolicy
{
    public static ResiliencePipeline Pipeline(DownloadSettings settings, TimeProvider clock)
    {
        if (settings.Retries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TransferException>(e => e.IsPassing),
                MaxRetryAttempts = settings.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = settings.RetryDelay,
                MaxDelay = settings.MaxRetryDelay,

                // What a server asks for comes before what we would wait; but asked for no time, it would be tried in vain within milliseconds.
                DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as TransferException)?.RetryAfter is { } wait && wait > settings.RetryDelay ? wait : (TimeSpan?)null),
            })
            .Build();
    }

    /// <summary>What an answer that brings no file means.</summary>
    /// <param name="settings">The longest wait that is obeyed.</param>
    public static TransferException Failure(HttpResponseMessage response, DownloadSettings settings)
    {
        var problem = $"HTTP {(int)response.StatusCode} {ForeignText.Quote(response.ReasonPhrase ?? "")}".TrimEnd();
        var isPassing = (int)response.StatusCode is 408 or 416 or 429 or >= 500;
        var wait = RetryAfter(response);
        return isPassing && wait > settings.MaxRetryAfter
            ? new TransferException($"{problem}, and asks to wait for {wait.Value.TotalMinutes:N0} minutes") { Status = response.StatusCode, IsClosed = true }
            : new TransferException(problem) { Status = response.StatusCode, IsPassing = isPassing, RetryAfter = wait };
    }

    /// <summary>How long a server asks to wait, in either of the two forms; no time if it is over.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - (response.Headers.Date ?? DateTimeOffset.UtcNow) is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}
