using CovidXray.Checks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Checks;

/// <summary>What <see cref="CheckJob"/> looks for, and where.</summary>
public sealed record CheckOptions
{
    /// <summary>The rules that look.</summary>
    public IReadOnlyList<CheckRule> Rules { get; init; } = CheckRules.All;

    /// <summary>Folders with the films; if there are none, films lie in the dataset.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>The file that says which findings are accepted; null for the dataset's own, <c>covidxr.toml</c>, if it is there.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Findings that an earlier run kept, which are not told again; null for none.</summary>
    public string? BaselinePath { get; init; }

    /// <summary>The file that keeps what is found; null for the dataset's own, <c>findings.json</c>.</summary>
    public string? StatePath { get; init; }

    /// <summary>Keeps nothing.</summary>
    public bool SavesNothing { get; init; }

    /// <summary>Larger images are not painted, which is a failure; larger films are not decoded, which is a finding.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>Images that take more steps to paint are failures; a step is about a nanosecond.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;

    /// <summary>The number of threads. The result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
