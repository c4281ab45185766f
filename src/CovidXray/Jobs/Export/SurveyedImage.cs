using CovidXray.Annotations;

namespace CovidXray.Jobs.Export;

/// <summary>What is known of an image before it is exported.</summary>
/// <param name="Entry">The image, to be read again.</param>
/// <param name="OriginalFileName">Its film's name.</param>
/// <param name="FilmPath">Its film; null if there is none or none is wanted.</param>
internal sealed record SurveyedImage(DatasetEntry Entry, string? OriginalFileName, string? FilmPath);
