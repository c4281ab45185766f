using CovidXray.Releases;
using CovidXray.Releases.Lock;

namespace CovidXray.Jobs.Pull;

/// <summary>How a dataset's files compare with its lock file.</summary>
/// <param name="Files">How many files are recorded.</param>
/// <param name="Damaged">Those that are not as recorded, by path.</param>
public sealed record PullVerification(int Files, IReadOnlyList<DamagedFile> Damaged)
{
    internal static async Task<PullVerification> RunAsync(PullRequest request, IProgress<PullStage>? stages, CancellationToken cancellation)
    {
        RequireLock(request, "--verify");
        using var dataset = PulledDataset.OpenReadOnly(request.Folder, request.Settings);
        return new PullVerification(dataset.Lock.Count, await FindDamageAsync(dataset, new PullProgress(), stages, cancellation).ConfigureAwait(false));
    }

    /// <summary>Stops where there is nothing to compare with.</summary>
    /// <exception cref="JobException">There is no lock file.</exception>
    internal static void RequireLock(PullRequest request, string option)
    {
        if (!File.Exists(Path.Combine(request.Folder, PullLock.FileName)))
        {
            throw new JobException($"{option}: {request.Folder} has no {PullLock.FileName} to compare with; a pull without it makes one");
        }
    }

    /// <summary>Hashes every file that is recorded.</summary>
    internal static Task<IReadOnlyList<DamagedFile>> FindDamageAsync(PulledDataset dataset, PullProgress progress, IProgress<PullStage>? stages, CancellationToken cancellation) =>
        PullStage.RunAsync(stages, new PullStage("verifying", dataset.Lock.Count, progress), () => Task.Run(() => dataset.Verify(progress, cancellation), cancellation));
}
