using System.Runtime.InteropServices;
using CovidXray.Work;

namespace CovidXray.Cli;

/// <summary>Ctrl+C and SIGTERM: work is asked to end, and left behind if it does not.</summary>
/// <remarks>
/// System.CommandLine could do this (<c>ProcessTerminationTimeout</c>), but it ends with 143 after SIGTERM, says nothing of work that
/// was left behind, and knows no work that must be ended first.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    /// <summary>How long work may take to end what it is at, and to tidy up, before the process ends without it. A library that cannot be stopped does not.</summary>
    public static readonly TimeSpan PatienceWithWork = TimeSpan.FromMilliseconds(700);

    /// <summary>How long a section that must not be torn may take beyond that: as long as a disk that lives.</summary>
    private static readonly TimeSpan PatienceWithSections = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _isTold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM]).Select(signal => PosixSignalRegistration.Create(signal, Tell))];

    /// <summary>Does work, and waits for its end; but not for long once a signal has come.</summary>
    /// <param name="work">The work. Whatever thread it takes, this one is not kept from its signals.</param>
    /// <exception cref="OperationCanceledException">A signal came, and the work has not ended in time. No section is left open.</exception>
    public async Task<int> RunAsync(Func<CancellationToken, Task<int>> work)
    {
        var running = Task.Run(() => work(_stop.Token), CancellationToken.None);
        if (await Task.WhenAny(running, _isTold.Task).ConfigureAwait(false) != running
            && await Task.WhenAny(running, Task.Delay(PatienceWithWork, CancellationToken.None)).ConfigureAwait(false) != running)
        {
            _ = Unbreakable.WaitUntilLeft(PatienceWithSections);
            throw new OperationCanceledException();
        }

        return await running.ConfigureAwait(false);
    }

    public void Dispose()
    {
        Array.ForEach(_signals, signal => signal.Dispose());

        // Work that was left behind still looks at it.
        if (!_isTold.Task.IsCompleted)
        {
            _stop.Dispose();
        }
    }

    private void Tell(PosixSignalContext context)
    {
        context.Cancel = true;
        _isTold.TrySetResult();
        _ = _stop.CancelAsync();
    }
}
