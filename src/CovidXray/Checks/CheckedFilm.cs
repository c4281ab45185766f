using CovidXray.Duplicates;
using CovidXray.Filters;
using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Checks;

/// <summary>A film as rules look at it: its header, and its pixels as 8-bit grey if it could be decoded.</summary>
/// <param name="Facts">The image's facts.</param>
/// <param name="Path">Where the film lies; null if it is not there, or several files could be it.</param>
internal sealed record CheckedFilm(ImageFacts Facts, string? Path)
{
    /// <summary>The header; null if it could not be read.</summary>
    public FilmHeader? Header { get; init; }

    /// <summary>The pixels, smaller by a whole factor; null if they could not be decoded. See <see cref="FilmPrint.Decode"/>.</summary>
    public GreyPixels? Pixels { get; init; }

    /// <summary>Which share of the pixels is transparent, 0 to 1; only known if it could be decoded.</summary>
    public double Transparent { get; init; }

    /// <summary>The lungs of a frontal film, painted in the size of <see cref="Pixels"/>; null if it is no frontal film of two lungs, or of another size than its annotations.</summary>
    public Mask? Lungs { get; init; }

    /// <summary>What keeps it from being used.</summary>
    public FilmFault Fault { get; init; }

    /// <summary>That fault in words, to stand behind the film; empty if there is none.</summary>
    public string Problem { get; init; } = "";
}

/// <summary>What keeps a film from being used.</summary>
internal enum FilmFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Several files could be it.</summary>
    Ambiguous,

    /// <summary>Its file ends too early.</summary>
    CutOff,

    /// <summary>It is no film, or what is in it makes no sense.</summary>
    Damaged,

    /// <summary>It has more pixels than are decoded.</summary>
    TooLarge,
}
