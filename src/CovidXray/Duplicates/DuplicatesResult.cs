using CovidXray.Annotations;

namespace CovidXray.Duplicates;

/// <summary>The films of a dataset that show the same picture. It is of the whole dataset, whichever images were chosen.</summary>
public sealed record DuplicatesResult
{
    /// <summary>Pairs of one picture, by the ids of the first, then of the second image (ordinal). Judged pairs are obeyed.</summary>
    public required IReadOnlyList<DuplicatePair> Pairs { get; init; }

    /// <summary>Pairs that were looked at again and show two pictures, or were judged to, in the same order.</summary>
    public required IReadOnlyList<DuplicatePair> Near { get; init; }

    /// <summary>The films that were compared, by their images' ids (ordinal).</summary>
    public required IReadOnlyList<DuplicateFilm> Films { get; init; }

    /// <summary>Images whose films are not there, by id.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Images whose films cannot be read, by id.</summary>
    public required IReadOnlyList<string> Damaged { get; init; }

    /// <summary>What is wrong with damaged films, and with documents.</summary>
    public required IReadOnlyList<DatasetException> Failures { get; init; }

    /// <summary>The largest distance of duplicates that were not judged.</summary>
    public required int Threshold { get; init; }

    /// <summary>The images that were chosen, by id; pairs with none of them are of no interest to who chose.</summary>
    public required IReadOnlySet<string> Chosen { get; init; }

    /// <summary>The films of another dataset that these were compared with, rather than with each other; null if there was none.</summary>
    public OtherFilms? Against { get; init; }
}

/// <summary>The films of another dataset that were compared with; the second of each pair is one of them.</summary>
/// <param name="Location">The dataset, as the user gave it.</param>
/// <param name="Films">The films, by their images' ids (ordinal).</param>
/// <param name="Missing">Images whose films are not there, by id.</param>
public sealed record OtherFilms(string Location, IReadOnlyList<DuplicateFilm> Films, IReadOnlyList<string> Missing);

/// <summary>A film that was compared.</summary>
/// <param name="Id">Its image's id.</param>
/// <param name="FileName">Its file's name.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="IsLossless">Whether its file keeps every pixel as it was: PNG.</param>
/// <param name="Patient">The patient, as the tag has it; null if there is none.</param>
public sealed record DuplicateFilm(string Id, string FileName, int Width, int Height, bool IsLossless, string? Patient)
{
    /// <summary>Where it lies, to be shown.</summary>
    internal string FilePath { get; init; } = "";
}
