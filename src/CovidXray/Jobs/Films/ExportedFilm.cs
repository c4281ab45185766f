using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;

namespace CovidXray.Jobs.Films;

/// <summary>An image with its film as they go into an export.</summary>
/// <param name="Image">The image, in the film's size, its polygons edited.</param>
/// <param name="Film">The film; null where none is exported.</param>
/// <param name="Record">What was done to the film and its size; null if nothing.</param>
/// <param name="Edits">What was done to polygons.</param>
internal sealed record ExportedFilm(AnnotatedImage Image, Film? Film, FilmTransform? Record, PolygonEditResult Edits);
