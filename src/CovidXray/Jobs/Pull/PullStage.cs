using CovidXray.Releases;

namespace CovidXray.Jobs.Pull;

/// <summary>A part of a pull that takes its time: one is reported when it begins and once more when it ends.</summary>
/// <param name="Name">What is done: <c>downloading</c>, <c>images</c>, <c>thumbnails</c>, <c>verifying</c>.</param>
/// <param name="Total">How many files; null if it is one of unknown length.</param>
/// <param name="Progress">How far the whole pull is. It goes on counting while the stage lasts, and may be read from any thread.</param>
public sealed record PullStage(string Name, int? Total, PullProgress Progress)
{
    /// <summary>Whether the stage is at its end, be it with an error.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Does the work of a stage between its two reports.</summary>
    internal static async Task<T> RunAsync<T>(IProgress<PullStage>? stages, PullStage stage, Func<Task<T>> work)
    {
        stages?.Report(stage);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            stages?.Report(stage with { HasEnded = true });
        }
    }
}
