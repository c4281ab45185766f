using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Jobs.Export;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Films;

/// <summary>Gets the films of an export ready, as they are or made anew. Keeps buffers; for one thread at a time.</summary>
internal sealed class FilmExporter
{
    private readonly ExportPlan _plan;
    private readonly WorkMeter _meter;
    private readonly FilmConverter? _maker;

    public FilmExporter(ExportPlan plan, CancellationToken cancellation)
    {
        _plan = plan;
        _meter = new WorkMeter(plan.MaxWork, cancellation);
        _maker = plan.Conversion is { } conversion ? new FilmConverter(conversion, plan, _meter) : null;
        Painter = new MaskPainter(plan.MaxPixels, _meter);
    }

    /// <summary>Takes the points of the image that is exported.</summary>
    public PointMemory Points { get; } = new();

    /// <summary>Paints masks for the format.</summary>
    public MaskPainter Painter { get; }

    /// <summary>Gets an image and its film ready. Polygons are edited last of all, in the film's pixels.</summary>
    /// <param name="path">The film; null where films are not exported.</param>
    /// <returns>Null if the export wants lungs and the image has none.</returns>
    /// <exception cref="DatasetException">The film is damaged, too large, or of another size than the image.</exception>
    public ExportedFilm? Prepare(string? path, AnnotatedImage image)
    {
        _meter.Begin();
        if (path is null)
        {
            var edits = new PolygonEditResult();
            return new ExportedFilm(PolygonEditor.Edit(image, _plan.Edits, edits, _meter), null, null, edits);
        }

        return (_maker, _plan.Joined?.Find(image.Id)) switch
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
        var moved = MovedAnnotations.Of(image).ToFilm(path, film.Header, _plan.AcceptsResized, _meter).Edited(_plan.Edits, edits, _meter);
        var transform = moved.Transform.IsIdentity ? null : new FilmTransform
        {
            Annotated = (image.Width, image.Height),
            Film = (width, height),
            Exported = (width, height),
            Transform = moved.Transform,
            Content = new PixelBox(0, 0, width, height),
            Outside = moved.Outside,
            NotMovable = moved.NotMovable,
        };
        return new ExportedFilm(moved.Image, film, transform, edits);
    }
}

/// <summary>An image with its film as they go into an export.</summary>
/// <param name="Image">The image, in the film's size, its polygons edited.</param>
/// <param name="Film">The film; null where none is exported.</param>
/// <param name="Transform">What was done to the film and its size; null if nothing.</param>
/// <param name="Edits">What was done to polygons.</param>
internal sealed record ExportedFilm(AnnotatedImage Image, Film? Film, FilmTransform? Transform, PolygonEditResult Edits);
