using CovidXray.Splits;

namespace CovidXray.Checks;

/// <summary>A split as rules look at it.</summary>
/// <param name="Split">The split.</param>
/// <param name="Leaks">What is in several of its parts.</param>
internal sealed record CheckedSplit(DatasetSplit Split, IReadOnlyList<SplitLeak> Leaks)
{
    /// <summary>The images that are looked at and in no part, sorted.</summary>
    public IReadOnlyList<string> WithoutPlace { get; init; } = [];

    /// <summary>How many images the dataset has, chosen or not.</summary>
    public int DatasetImages { get; init; }

    /// <summary>How many images the split places that the dataset does not have.</summary>
    public int Gone { get; init; }

    /// <summary>Whether it was made for the dataset's images as they are now.</summary>
    public bool IsOfThese { get; init; } = true;
}
