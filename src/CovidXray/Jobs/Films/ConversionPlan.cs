using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Jobs.Films;

/// <summary>Where a film and its annotations go in an export; known before any of its pixels is.</summary>
/// <param name="Image">The image as it was annotated.</param>
/// <param name="Header">The film as it was found.</param>
/// <param name="Moved">The annotations at their place, polygons edited there.</param>
/// <param name="Edits">What was done to polygons.</param>
/// <param name="Crop">The part of the film that is cut out; null for the whole.</param>
/// <param name="Lungs">The lungs at their place, if pixels are chosen by them.</param>
internal sealed record ConversionPlan(AnnotatedImage Image, FilmHeader Header, MovedAnnotations Moved, PolygonEditResult Edits, PixelBox? Crop, Mask? Lungs)
{
    /// <summary>The columns of the exported film.</summary>
    public AxisMapping X => new(Moved.FromFilm.ScaleX, Moved.FromFilm.OffsetX, Shown.X, Shown.X + Shown.Width, Moved.Image.Width);

    /// <summary>Its rows.</summary>
    public AxisMapping Y => new(Moved.FromFilm.ScaleY, Moved.FromFilm.OffsetY, Shown.Y, Shown.Y + Shown.Height, Moved.Image.Height);

    /// <summary>The part of the exported film that shows film; the rest is padding.</summary>
    public PixelBox Content => new(X.ContentStart, Y.ContentStart, X.ContentEnd - X.ContentStart, Y.ContentEnd - Y.ContentStart);

    private PixelBox Shown => Crop ?? new PixelBox(0, 0, Header.Width, Header.Height);

    /// <summary>The image with its film.</summary>
    /// <param name="film">The film, made by this plan.</param>
    /// <param name="fill">The grey of what was filled; null if nothing was.</param>
    /// <param name="conversions">What made it 8-bit grey.</param>
    public ExportedFilm Prepare(Film film, byte? fill, FilmConversions conversions)
    {
        var transform = new FilmTransform
        {
            Annotated = (Image.Width, Image.Height),
            Film = (Header.Width, Header.Height),
            Exported = (Moved.Image.Width, Moved.Image.Height),
            Transform = Moved.Transform,
            Crop = Crop,
            Content = Content,
            Fill = fill,
            Conversions = conversions,
            Outside = Moved.Outside,
            NotMovable = Moved.NotMovable,
        };
        return new ExportedFilm(Moved.Image, film, transform, Edits);
    }
}
