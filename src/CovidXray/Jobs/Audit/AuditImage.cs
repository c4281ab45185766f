using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Images;
using CovidXray.Splits;

namespace CovidXray.Jobs.Audit;

/// <summary>What an audit looks at for one image.</summary>
/// <param name="Image">Its facts and names.</param>
/// <param name="Entry">Where it is read from.</param>
/// <param name="From">The images that it was chosen among.</param>
internal sealed record AuditImage(SplitImage Image, DatasetEntry Entry, ChosenImages From)
{
    /// <summary>What can be asked of it.</summary>
    public ImageFacts Facts => Image.Facts;

    /// <summary>The pixels of its lungs; null if it has none, or they were not painted.</summary>
    public long? LungArea { get; init; }

    /// <summary>Where its film lies; null if there is none.</summary>
    public string? FilmPath { get; init; }

    /// <summary>What its film's file says of itself.</summary>
    public FilmHeader? Header { get; init; }

    /// <summary>What its film looks like as a whole.</summary>
    public FilmMeasures? Film { get; init; }

    /// <summary>What is wrong with its outlines or its film; null if nothing is.</summary>
    public DatasetException? Problem { get; init; }

    /// <summary>How many of the images are of its patient, this one included; null without a patient.</summary>
    public int? Films { get; init; }
}
