namespace CovidXray.Work;

/// <summary>Sections of work that a process which is told to end finishes first, such as the renames that make an export visible.</summary>
/// <example>
/// <code>
/// using (Unbreakable.Enter())
/// {
///     // All of it happens, or none.
/// }
/// </code>
/// </example>
internal static class Unbreakable
{
    private static readonly UnbreakableSections OfTheProcess = new();

    /// <summary>Begins a section, which ends when what is returned is disposed of. Sections may lie in each other.</summary>
    /// <exception cref="OperationCanceledException">The process is ending: it is too late to begin.</exception>
    public static IDisposable Enter() => OfTheProcess.Enter();

    /// <summary>Lets no further section begin, and waits for those that have: for a process that ends next.</summary>
    /// <param name="patience">The longest wait.</param>
    /// <returns>Whether all have ended.</returns>
    public static bool WaitUntilLeft(TimeSpan patience) => OfTheProcess.CloseAndWait(patience);
}

/// <summary>Counts the sections that somebody is in.</summary>
internal sealed class UnbreakableSections
{
    private readonly object _gate = new();

    // How deep each flow of work is in sections: what it has begun it may end, whatever it enters on the way.
    private readonly AsyncLocal<int> _depth = new();
    private int _count;
    private bool _isClosed;

    /// <inheritdoc cref="Unbreakable.Enter"/>
    public IDisposable Enter()
    {
        lock (_gate)
        {
            if (_isClosed && (_depth.Value == 0 || _count == 0))
            {
                throw new OperationCanceledException("The process is ending.");
            }

            _count++;
        }

        _depth.Value++;
        return new Section(this);
    }

    /// <inheritdoc cref="Unbreakable.WaitUntilLeft"/>
    public bool CloseAndWait(TimeSpan patience)
    {
        var end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_gate)
        {
            _isClosed = true;
            while (_count > 0)
            {
                var left = end - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left)))
                {
                    return _count == 0;
                }
            }

            return true;
        }
    }

    private void Leave()
    {
        _depth.Value--;
        lock (_gate)
        {
            _count--;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Section(UnbreakableSections sections) : IDisposable
    {
        private UnbreakableSections? _sections = sections;

        public void Dispose() => Interlocked.Exchange(ref _sections, null)?.Leave();
    }
}
