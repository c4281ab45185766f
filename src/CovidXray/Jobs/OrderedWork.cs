namespace CovidXray.Jobs;

/// <summary>Work on a list by several threads whose results are taken in the list's order.</summary>
/// <remarks>
/// A thread takes the next item, prepares it, and leaves the result in its slot. Whoever then finds the first slot that is
/// due filled appends from there on, one at a time. Threads wait when they are a window ahead of the appending, so memory
/// does not grow with the list.
/// </remarks>
internal sealed class OrderedWork(int count, int jobs)
{
    /// <summary>How many items a thread may be ahead.</summary>
    private const int Ahead = 4;

    private readonly Lock _appending = new();
    private readonly Dictionary<int, Action?> _ready = [];
    private int _next = -1;
    private int _appended;

    /// <summary>How many items are done, for a progress bar.</summary>
    public int Done => Volatile.Read(ref _appended);

    /// <summary>Does the work.</summary>
    /// <param name="prepare">Gets an item's position; called from several threads. What it returns is called in order.</param>
    /// <param name="cancellation">Stops the work between items.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Func<int, Action?> prepare, CancellationToken cancellation)
    {
        using var room = new SemaphoreSlim(Ahead * jobs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var threads = Enumerable.Range(0, Math.Clamp(jobs, 1, Math.Max(1, count)))
            .Select(_ => Task.Factory.StartNew(() => Work(prepare, room, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        try
        {
            Task.WaitAll(threads, CancellationToken.None);
        }
        catch (AggregateException e)
        {
            // The first fault stops the others, which then end as cancelled.
            cancellation.ThrowIfCancellationRequested();
            var fault = e.InnerExceptions.FirstOrDefault(i => i is not OperationCanceledException) ?? e.InnerExceptions[0];
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }

    private void Work(Func<int, Action?> prepare, SemaphoreSlim room, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                room.Wait(stop.Token);
                var item = Interlocked.Increment(ref _next);
                if (item >= count)
                {
                    room.Release();
                    return;
                }

                var append = prepare(item);
                lock (_appending)
                {
                    _ready.Add(item, append);
                    while (_ready.Remove(_appended, out var due))
                    {
                        due?.Invoke();
                        Volatile.Write(ref _appended, _appended + 1);
                        room.Release();
                    }
                }
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }
}
