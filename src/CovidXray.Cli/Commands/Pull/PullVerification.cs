using CovidXray.Cli.Terminals;
using CovidXray.Jobs;
using CovidXray.Releases;
using CovidXray.Releases.Lock;

namespace CovidXray.Cli.Commands.Pull;

/// <summary><c>covidxr pull --verify</c>: compares the files with the lock file, and writes nothing.</summary>
internal sealed class PullVerification(PullRequest request, Terminal terminal)
{
    private readonly PullProgress _progress = new();

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        RequireLock();
        using var dataset = PulledDataset.OpenReadOnly(request.Folder, request.Settings);
        var damaged = await FindDamageAsync(dataset, cancellation).ConfigureAwait(false);
        return PullPrinter.WriteVerified(terminal, request, dataset, damaged);
    }

    /// <summary>Stops where there is nothing to compare with.</summary>
    /// <exception cref="JobException">There is no lock file.</exception>
    public void RequireLock()
    {
        if (!File.Exists(Path.Combine(request.Folder, PullLock.FileName)))
        {
            throw new JobException($"{(request.Verifies ? "--verify" : "--locked")}: {request.Folder} has no {PullLock.FileName} to compare with; a pull without it makes one");
        }
    }

    /// <summary>Hashes every file that is recorded.</summary>
    public Task<IReadOnlyList<DamagedFile>> FindDamageAsync(PulledDataset dataset, CancellationToken cancellation) =>
        PullProgressBar.ShowAsync(terminal, "verifying", _progress, dataset.Lock.Count, () => Task.Run(() => dataset.Verify(_progress, cancellation), cancellation));
}
