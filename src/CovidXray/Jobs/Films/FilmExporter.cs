using CovidXray.Annotations;
using CovidXray.Geometry;
using CovidXray.Jobs.Export;
using CovidXray.Masks;

namespace CovidXray.Jobs.Films;

/// <summary>Gets the films of an export ready, as they are or made anew. Keeps buffers; for one thread at a time.</summary>
internal sealed class FilmExporter(ExportOptions options)
{
    private readonly FilmConverter? _maker = options.Recipe is { } recipe ? new FilmConverter(recipe, options) : null;

    /// <summary>Paints masks for the writer.</summary>
    public RasterizedMasks Masks { get; } = new(options.MaxPixels);

    /// <summary>Gets an image and its film ready. Polygons are edited last of all, in the film's pixels.</summary>
    /// <param name="path">The film; null where films are not exported.</param>
    /// <param name="image">The image.</param>
    /// <returns>Null if the export wants lungs and the image has none.</returns>
    /// <exception cref="DatasetException">The film is damaged, too large, or of another size than the image.</exception>
    public ExportedFilm? Prepare(string? path, AnnotatedImage image)
    {
        if (path is null)
        {
            var edits = new PolygonEditResult();
            return new ExportedFilm(PolygonEditor.Edit(image, options.Edits, edits), null, null, edits);
        }

        return (_maker, options.Joined?.Find(image.Id)) switch
        {
            (null, null) => AsItIs(FilmFile.Open(path), path, image),
            (null, { } copy) => AsItIs(FilmFile.OfShard(copy), path, image),
            ({ } maker, null) => maker.Make(path, image),
            ({ } maker, { } made) => maker.Take(made, path, image),
        };
    }

    private ExportedFilm AsItIs(FilmFile film, string path, AnnotatedImage image)
    {
        var (width, height) = (film.Header.Width, film.Header.Height);
        var edits = new PolygonEditResult();
        var moved = MovedAnnotations.Of(image).ToFilm(path, film.Header, options.AcceptsResized).Edited(options.Edits, edits);
        var record = moved.Transform.IsIdentity ? null : new FilmTransform
        {
            Annotated = (image.Width, image.Height),
            Film = (width, height),
            Exported = (width, height),
            Transform = moved.Transform,
            Content = new PixelBox(0, 0, width, height),
            Outside = moved.Outside,
            NotMovable = moved.NotMovable,
        };
        return new ExportedFilm(moved.Image, film, record, edits);
    }
}
