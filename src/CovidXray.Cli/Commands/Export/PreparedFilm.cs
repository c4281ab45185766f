using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Cli.Commands.Export;

/// <summary>An image with its film as they go into an export.</summary>
/// <param name="Image">The image, in the film's size.</param>
/// <param name="Film">The film; null where none is exported.</param>
/// <param name="Record">What was done; null if nothing.</param>
internal sealed record PreparedFilm(AnnotatedImage Image, Film? Film, FilmRecord? Record);
