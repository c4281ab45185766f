namespace CovidXray.Releases.Transfer;

/// <summary>Brings files to the disk while others are on their way, so that the end waits for the last of them alone. From one thread at a time.</summary>
/// <param name="flush">Flushes all that was written where a file lies; see <see cref="DiskFlush.FileSystemOf"/>.</param>
/// <param name="every">After so many bytes.</param>
internal sealed class FlushOnTheWay(Action<string> flush, long every)
{
    private Task _running = Task.CompletedTask;
    private string? _last;
    private long _bytes;

    /// <summary>Notes a file that was written; enough of them are flushed, on a thread of their own.</summary>
    public void Wrote(string path, long length)
    {
        _last = path;
        _bytes += length;

        // After an error there is none that follows: the system tells each once, and whoever ends this is to hear it.
        if (_bytes >= every && _running.IsCompletedSuccessfully)
        {
            _bytes = 0;
            _running = Task.Factory.StartNew(() => flush(path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Flushes what is left, and throws what went wrong before.</summary>
    /// <exception cref="Annotations.DatasetException">The disk does not take it.</exception>
    public void Finish()
    {
        _running.GetAwaiter().GetResult();
        if (_last is not null)
        {
            flush(_last);
        }
    }
}
