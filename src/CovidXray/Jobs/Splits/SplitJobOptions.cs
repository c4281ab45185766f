using CovidXray.Splits;

namespace CovidXray.Jobs.Splits;

/// <summary>What <see cref="SplitJob"/> makes.</summary>
public sealed record SplitJobOptions
{
    /// <summary>How the split is made; null for as the kept one was made, and for the usual where none is kept.</summary>
    public SplitOptions? Split { get; init; }

    /// <summary>A split that is kept, ours or other people's: images that it places stay where they are, others join.</summary>
    public string? KeepPath { get; init; }

    /// <summary>A file of other people's parts, which become the split: lists, a table, or JSON.</summary>
    public string? ImportPath { get; init; }

    /// <summary>The file that keeps the split; null for the dataset's own, which later commands use unasked.</summary>
    public string? SplitPath { get; init; }

    /// <summary>Folders with the films; if there are none, films lie in the dataset.</summary>
    public IReadOnlyList<string> FilmFolders { get; init; } = [];

    /// <summary>The file that keeps the hashes of films; null for the dataset's own, <c>duplicates.json</c>.</summary>
    public string? DuplicatesPath { get; init; }

    /// <summary>The file with judged pairs; null for the dataset's own, <c>covidxr.toml</c>, if it is there.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Writes no file.</summary>
    public bool SavesNothing { get; init; }

    /// <summary>Whether a saved split is replaced that cannot be made again by chance: one with a held-out source, or an imported one.</summary>
    public bool Replaces { get; init; }
}
