using CovidXray.Annotations;
using CovidXray.Releases;
using CovidXray.Releases.Lock;

namespace CovidXray.Jobs.Pull;

/// <summary>What a pull brought, see <see cref="PullJob.RunAsync"/>.</summary>
/// <param name="Folder">The dataset's folder, as it was named.</param>
/// <param name="Release">The release that it holds.</param>
public sealed record PullResult(string Folder, LockedRelease Release)
{
    /// <summary>How many annotation files there are.</summary>
    public int Annotations { get; init; }

    /// <summary>How many films (of a pull of thumbnails, how many of those) are recorded, from earlier pulls, too.</summary>
    public int RecordedFilms { get; init; }

    /// <summary>What came of the films; null if none were wanted. It says, too, whether the pull was stopped.</summary>
    public FilmPullResult? Films { get; init; }

    /// <summary>Bytes that came over the network or were copied.</summary>
    public long Bytes { get; init; }

    /// <summary>Documents that could not be taken or read, and files that stay damaged.</summary>
    public IReadOnlyList<DatasetException> Failures { get; init; } = [];

    /// <summary>The file that would list missing films, be there any or not; null if the pull keeps none.</summary>
    public string? MissingList { get; init; }

    /// <summary>Whether everything that was asked for is here.</summary>
    public bool IsComplete => Failures.Count == 0 && Films is null or { Stopped: null, Missing.Count: 0 };
}
