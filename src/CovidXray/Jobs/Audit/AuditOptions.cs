using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Audit;

/// <summary>What <see cref="AuditJob"/> asks for.</summary>
public sealed record AuditOptions
{
    internal const int MostFolds = 1000;
    internal const int LeastPermutations = 19;
    internal const int MostPermutations = 1_000_000;

    /// <summary>The label: a field (<c>icu</c>), a concept (<c>covid</c>), a category or tag as it stands, or an expression (<c>age >= 60</c>). Null for a comparison.</summary>
    public string? Label { get; init; }

    /// <summary>Two sets of images to be told apart instead: names of parts, expressions, saved selections, or datasets.</summary>
    public (string A, string B)? Compare { get; init; }

    /// <summary>A CSV table with columns <c>id</c> and <c>score</c>: what a model says of images. Null for none.</summary>
    public string? ScoresPath { get; init; }

    /// <summary>The fields that are tried; none for all. Fewer are corrected for fewer.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Which draws: the same seed gives the same figures on every machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>In how many folds patients are shared out, 2 to 1,000.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How many times labels are shared out by chance, 19 to 1,000,000.</summary>
    public int Permutations { get; init; } = 4999;

    /// <summary>How many times patients are drawn for intervals, 1 or more.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Folders with the films; if there are none, films lie in the dataset.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>Whether films are looked at, where they are there.</summary>
    public bool ReadsFilms { get; init; } = true;

    /// <summary>Films of more pixels are failures.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>Images whose outlines take more steps to paint are failures; a step is about a nanosecond.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;

    /// <summary>The number of threads. The result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
