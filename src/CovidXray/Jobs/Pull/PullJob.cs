using CovidXray.Annotations;
using CovidXray.Releases.Sources;

namespace CovidXray.Jobs.Pull;

/// <summary>Gets a dataset: its annotations, then its films, checked and recorded in <c>covidxr.lock.json</c>.</summary>
/// <param name="request">What is wanted, and from where.</param>
/// <param name="notes">Hears what happens, errors of single files among it.</param>
/// <param name="stages">Hears how far it is.</param>
/// <example>
/// <code>
/// var job = new PullJob(new PullRequest { Folder = "covid-19-chest-x-ray-dataset", ImagesFrom = ["ieee8023"] });
/// var result = await job.RunAsync();
/// Console.WriteLine(result.Films?.Missing.Count);
/// </code>
/// </example>
public sealed class PullJob(PullRequest request, IProgress<JobNote>? notes = null, IProgress<PullStage>? stages = null)
{
    /// <summary>Pulls. What is there already and as recorded is not fetched again.</summary>
    /// <param name="cancellation">Stops; every file that has its name is whole, and the next pull goes on from there.</param>
    /// <exception cref="JobException">A source is none, or the folder holds another release.</exception>
    /// <exception cref="DatasetException">The annotations do not come, or the folder cannot be used.</exception>
    /// <exception cref="Filters.FilterException">A name is neither a concept nor a tag of any of the images.</exception>
    public Task<PullResult> RunAsync(CancellationToken cancellation = default) => new PullRun(request, notes, stages).RunAsync(cancellation);

    /// <summary>Says what would be fetched, as far as that is known without fetching it. Writes nothing.</summary>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="JobException">A source is none.</exception>
    /// <exception cref="DatasetException">A server does not answer, or the lock file is damaged.</exception>
    public Task<PullPreview> PreviewAsync(CancellationToken cancellation = default) => new PreviewRun(request, notes).RunAsync(cancellation);

    /// <summary>Hashes every file and compares it with the lock file. Writes nothing, and needs no network.</summary>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="JobException">There is no lock file.</exception>
    /// <exception cref="DatasetException">The lock file is damaged.</exception>
    public Task<PullVerification> VerifyAsync(CancellationToken cancellation = default) => PullVerification.RunAsync(request, stages, cancellation);

    /// <summary>Lists the releases that the source has: <c>repository</c> or <c>darwin</c>, which is asked over the network.</summary>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="JobException">The source is neither.</exception>
    /// <exception cref="DatasetException">The server does not show them.</exception>
    public Task<IReadOnlyList<DarwinRelease>> ReleasesAsync(CancellationToken cancellation = default) => ReleaseListing.OfAsync(request, cancellation);
}
