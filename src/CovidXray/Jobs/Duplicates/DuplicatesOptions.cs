using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Duplicates;

/// <summary>How <see cref="DuplicatesJob"/> looks for films that show the same picture.</summary>
public sealed record DuplicatesOptions
{
    /// <summary>
    /// The largest distance of duplicates if nothing else is said. In V7's release the farthest pair of one film has 138, the
    /// nearest of two films 176: between 140 and 170 every threshold gives the same pairs.
    /// </summary>
    public const int DefaultThreshold = 150;

    /// <summary>The largest threshold: films of two people differ in some 450 bits.</summary>
    public const int MaxThreshold = 400;

    /// <summary>In how many of 1,024 bits duplicates may differ, 0 to <see cref="MaxThreshold"/>.</summary>
    public int Threshold { get; init; } = DefaultThreshold;

    /// <summary>Folders with the films; if there are none, films lie in the dataset.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>The file that keeps the hashes; null for the dataset's own, <c>duplicates.json</c>.</summary>
    public string? StatePath { get; init; }

    /// <summary>Reads the kept hashes, and writes none.</summary>
    public bool SavesNothing { get; init; }

    /// <summary>The file with judged pairs; null for the dataset's own, <c>covidxr.toml</c>, if it is there.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Another dataset: films of the one are compared with films of the other, and not with each other. It stays the caller's.</summary>
    public Dataset? Against { get; init; }

    /// <summary>What finds copies, of films that were read just now, by their images' ids: these are not read again.</summary>
    internal IReadOnlyDictionary<string, FilmPrint> Prints { get; init; } = new Dictionary<string, FilmPrint>(StringComparer.Ordinal);

    /// <summary>Films of more pixels are failures.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>The number of threads. The result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
