using System.Diagnostics;
using CovidXray.Annotations;
using CovidXray.Browser.Contents;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Jobs;

namespace CovidXray.Browser.Server;

/// <summary>The dataset as its files are now: read anew when they have changed.</summary>
internal sealed class ShownDataset : IDisposable
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);

    /// <summary>Looking at files takes at most this share of the time.</summary>
    private const int LooksAtMostOneIn = 20;

    private readonly BrowseOptions _options;
    private readonly IProgress<JobNote>? _notes;
    private readonly CancellationToken _stop;
    private readonly SemaphoreSlim _gate = new(1);
    private BrowsedDataset? _current;
    private string _stamp;
    private string? _problem;
    private TimeSpan _interval = LeastInterval;
    private long _looked = Stopwatch.GetTimestamp();

    private ShownDataset(BrowseOptions options, BrowsedDataset current, IProgress<JobNote>? notes, CancellationToken stop)
    {
        (_options, _current, _stamp, _notes, _stop) = (options, current, current.Stamp, notes, stop);
        _ = TellOfPredictionsAsync(current);
    }

    /// <summary>Reads a dataset for the first time.</summary>
    /// <param name="options">Which one.</param>
    /// <param name="notes">Hears what the user should know, now and when it is read anew.</param>
    /// <param name="cancellation">Stops reading, now and later.</param>
    /// <exception cref="DatasetException">It is damaged.</exception>
    /// <exception cref="FilterException">A rule names what no image has.</exception>
    /// <exception cref="JobException">It cannot be shown.</exception>
    public static ShownDataset Open(BrowseOptions options, IProgress<JobNote>? notes, CancellationToken cancellation)
    {
        var stamp = DatasetFiles.Stamp(options);
        var read = BrowsedDataset.Read(options, stamp, notes, cancellation);
        if (!Enumerable.Range(0, read.Images.Count).Any(read.IsSelected))
        {
            read.Dispose();
            throw new JobException($"{options.Location}: no image is chosen, so there is nothing to show (--all leaves the saved selection aside)");
        }

        return new ShownDataset(options, read, notes, cancellation);
    }

    /// <summary>The dataset as its files are now, or were a second ago. It is the caller's to dispose.</summary>
    /// <exception cref="JobException">Its files have changed, and cannot be read any more.</exception>
    public async Task<BrowsedDataset> UseAsync()
    {
        await _gate.WaitAsync(_stop).ConfigureAwait(false);
        try
        {
            if (Stopwatch.GetElapsedTime(_looked) >= _interval)
            {
                await Task.Run(Look, _stop).ConfigureAwait(false);
            }

            return _current is { } current && current.TryUse() ? current : throw new JobException(_problem ?? "the dataset is closed");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Looks at once when it is used next, rather than after the interval: somebody here has changed a file.</summary>
    public void LookAgain() => _looked = 0;

    public void Dispose()
    {
        Interlocked.Exchange(ref _current, null)?.Dispose();
        _gate.Dispose();
    }

    private void Look()
    {
        var begun = Stopwatch.GetTimestamp();
        var stamp = DatasetFiles.Stamp(_options);
        var took = Stopwatch.GetElapsedTime(begun);
        _interval = took * LooksAtMostOneIn > LeastInterval ? took * LooksAtMostOneIn : LeastInterval;
        if (stamp != _stamp)
        {
            ReadAnew(stamp);
        }

        _looked = Stopwatch.GetTimestamp();
    }

    /// <summary>Measures predictions in the background, and names those that are bad.</summary>
    private async Task TellOfPredictionsAsync(BrowsedDataset dataset)
    {
        if (dataset.Predictions is null || !dataset.TryUse())
        {
            return;
        }

        using (dataset)
        {
            try
            {
                var measured = await dataset.Dice.WaitAsync(_stop).ConfigureAwait(false);
                _notes.Errors(measured?.Failures ?? []);
            }
            catch (OperationCanceledException)
            {
                // Nobody is there to be told any more.
            }
        }
    }

    private void ReadAnew(string stamp)
    {
        BrowsedDataset? anew = null;
        try
        {
            anew = BrowsedDataset.Read(_options, stamp, _notes, _stop);
            _problem = null;
            _ = TellOfPredictionsAsync(anew);
        }
        catch (Exception e) when (e is DatasetException or JobException or FilterException || DiskError.Is(e))
        {
            _problem = e is FilterException filter ? $"--{filter.Option}: {filter.Message}" : e.Message;
        }

        _stamp = stamp;
        Interlocked.Exchange(ref _current, anew)?.Dispose();
    }
}
