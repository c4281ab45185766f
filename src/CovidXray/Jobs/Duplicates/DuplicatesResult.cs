using CovidXray.Annotations;
using CovidXray.Duplicates;

namespace CovidXray.Jobs.Duplicates;

/// <summary>The films of a dataset that show the same picture. It is of the whole dataset, whichever images were chosen.</summary>
public sealed record DuplicatesResult
{
    /// <summary>Pairs of one picture, by the ids of the first, then of the second image (ordinal).</summary>
    public required IReadOnlyList<DuplicatePair> Pairs { get; init; }

    /// <summary>Pairs that were looked at again and show two pictures, in the same order.</summary>
    public required IReadOnlyList<DuplicatePair> Near { get; init; }

    /// <summary>Images whose films were compared, by id.</summary>
    public required IReadOnlyList<string> Compared { get; init; }

    /// <summary>Images whose films are not there, by id.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Images whose films cannot be read, by id.</summary>
    public required IReadOnlyList<string> Damaged { get; init; }

    /// <summary>What is wrong with damaged films, and with documents.</summary>
    public required IReadOnlyList<DatasetException> Failures { get; init; }
}

/// <summary>Two images whose films were compared.</summary>
/// <param name="A">The id of the one that comes first (ordinal).</param>
/// <param name="B">The id of the other one.</param>
/// <param name="Distance">In how many of 1,024 bits their films differ: whole films, else (<see cref="IsPart"/>) what both show.</param>
/// <param name="Correlation">How well their details agree where one lies on the other: 1 is in all, 0 in nothing.</param>
/// <param name="Kind">How the second film shows the picture of the first.</param>
/// <param name="IsPart">Whether one of them had to be cut to what both show, or turned, to find that they are near.</param>
public sealed record DuplicatePair(string A, string B, int Distance, double Correlation, CopyKind Kind, bool IsPart);
