using System.Runtime.ExceptionServices;

namespace CovidXray.Work;

/// <summary>Work on numbered items by several threads, whose results are taken in the items' order.</summary>
/// <remarks>
/// <code>
///                _taken             _begun
/// items  ........|done|here|done|....|
///        results  ^due        the window: at most Ahead items a thread
///        taken
/// </code>
/// The thread that takes the results works, too, as long as the next one is not there; so of one thread there is no other, and no
/// thread sleeps while there is something to do. Threads wait when they are a window ahead of the taking, so memory does not grow
/// with the number of items. Each thread has a state of its own, such as buffers, that it makes when it begins.
/// An item that throws stops the beginning of others; its error is thrown in its turn, after the results of the items before it,
/// so it is the same one whichever thread was faster.
/// </remarks>
/// <param name="count">How many items there are, numbered from 0.</param>
/// <param name="threads">How many work, the taker among them; less than 1 is 1.</param>
/// <param name="newState">Makes a thread's state.</param>
/// <param name="work">Makes the result of an item; called from several threads at once.</param>
internal sealed class OrderedWork<TState, TResult>(int count, int threads, Func<TState> newState, Func<TState, int, TResult> work)
{
    private readonly object _gate = new();

    // By item, modulo the length: the window is never longer.
    private Slot[] _window = [];
    private int _begun;
    private int _taken;
    private bool _isStopped;

    /// <summary>How many items a thread may be ahead: few if results are large, more if items differ much in length.</summary>
    public int Ahead { get; init; } = 32;

    /// <summary>Does the work while the results are taken. Once.</summary>
    /// <param name="cancellation">Stops it between items.</param>
    /// <exception cref="OperationCanceledException">It was stopped. No thread works any more.</exception>
    public IEnumerable<TResult> Run(CancellationToken cancellation)
    {
        var workers = Math.Clamp(threads, 1, Math.Max(1, count));
        _window = new Slot[Ahead * workers];
        var others = Enumerable.Range(1, workers - 1).Select(_ => new Thread(() => WorkOn(cancellation)) { IsBackground = true }).ToArray();
        try
        {
            Array.ForEach(others, thread => thread.Start());
            var state = new ThreadState(newState);
            for (var due = 0; due < count; due++)
            {
                yield return Take(due, state, cancellation);
            }
        }
        finally
        {
            Stop();
            Array.ForEach(others, thread => thread.Join());
        }
    }

    /// <summary>Takes the result that is due, and does other items until it is there.</summary>
    private TResult Take(int due, ThreadState state, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int? item = null;
            lock (_gate)
            {
                ref var slot = ref _window[due % _window.Length];
                if (slot.IsDone)
                {
                    var done = slot;
                    slot = default;
                    _taken = due + 1;
                    Monitor.PulseAll(_gate);
                    done.Fault?.Throw();
                    return done.Result!;
                }

                if (CanBegin)
                {
                    item = _begun++;
                }
                else
                {
                    // Another thread is at it.
                    Monitor.Wait(_gate);
                }
            }

            if (item is { } own)
            {
                Do(own, state);
            }
        }
    }

    private void WorkOn(CancellationToken cancellation)
    {
        var state = new ThreadState(newState);
        while (Begin(cancellation) is { } item)
        {
            Do(item, state);
        }
    }

    private int? Begin(CancellationToken cancellation)
    {
        lock (_gate)
        {
            while (!_isStopped && _begun < count && !cancellation.IsCancellationRequested)
            {
                if (CanBegin)
                {
                    return _begun++;
                }

                Monitor.Wait(_gate);
            }

            return null;
        }
    }

    private bool CanBegin => !_isStopped && _begun < count && _begun - _taken < _window.Length;

    private void Do(int item, ThreadState state)
    {
        var slot = new Slot { IsDone = true };
        try
        {
            slot.Result = work(state.Value, item);
        }
        catch (Exception e)
        {
            slot.Fault = ExceptionDispatchInfo.Capture(e);
        }

        lock (_gate)
        {
            _window[item % _window.Length] = slot;
            _isStopped |= slot.Fault is not null;
            if (item == _taken || _isStopped)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Made with the thread's first item, whose error it is if it cannot be made.</summary>
    private sealed class ThreadState(Func<TState> make)
    {
        private TState? _value;
        private bool _isMade;

        public TState Value
        {
            get
            {
                if (!_isMade)
                {
                    (_value, _isMade) = (make(), true);
                }

                return _value!;
            }
        }
    }

    private struct Slot
    {
        public bool IsDone;
        public TResult? Result;
        public ExceptionDispatchInfo? Fault;
    }
}
