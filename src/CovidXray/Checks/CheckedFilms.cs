using CovidXray.Duplicates;
using CovidXray.Filters;

namespace CovidXray.Checks;

/// <summary>The films of all images together, as rules look at them that compare films.</summary>
/// <param name="Films">The chosen images' films, in the dataset's order.</param>
/// <param name="Copies">Those of the whole dataset that show one picture, in groups; every group holds a chosen image.</param>
internal sealed record CheckedFilms(IReadOnlyList<FilmPlace> Films, IReadOnlyList<DuplicateGroup> Copies);

/// <summary>Where the film of an image lies.</summary>
/// <param name="Facts">The image's facts.</param>
/// <param name="Path">The film; null if it is not there.</param>
internal sealed record FilmPlace(ImageFacts Facts, string? Path);
