namespace CovidXray.Releases.Transfer;

/// <summary>Spreads the bytes of all transfers over time.</summary>
internal sealed class RateLimit(long bytesPerSecond, TimeProvider clock)
{
    private readonly System.Threading.Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();
    private double _busyUntil;

    /// <summary>Waits until the bytes are within the rate.</summary>
    public Task SpendAsync(int bytes, CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start).TotalSeconds;
            _busyUntil = Math.Max(now, _busyUntil) + ((double)bytes / bytesPerSecond);
            wait = TimeSpan.FromSeconds(_busyUntil - now);
        }

        return Task.Delay(wait, clock, cancellation);
    }
}
