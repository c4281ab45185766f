using CovidXray.Annotations;
using CovidXray.Geometry;
using CovidXray.Images;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Films;

/// <summary>An image's annotations on their way to the exported size, one geometry after the other.</summary>
/// <param name="Image">The image as far as it has come.</param>
/// <param name="Transform">The way from where the annotations were drawn.</param>
/// <param name="FromFilm">The way from the film's own pixels.</param>
/// <param name="Outside">Annotations that lie outside and are gone.</param>
/// <param name="NotMovable">Annotations of kinds that cannot be moved and are gone.</param>
internal sealed record MovedAnnotations(AnnotatedImage Image, ImageTransform Transform, ImageTransform FromFilm, int Outside, int NotMovable)
{
    public static MovedAnnotations Of(AnnotatedImage image) => new(image, ImageTransform.Identity, ImageTransform.Identity, 0, 0);

    /// <summary>Brings annotations that were drawn on another size to the film's.</summary>
    /// <exception cref="DatasetException">The sizes differ and that is not accepted.</exception>
    public MovedAnnotations ToFilm(string path, FilmHeader header, bool acceptsResized, WorkMeter meter)
    {
        if (header.Width == Image.Width && header.Height == Image.Height)
        {
            return this;
        }

        if (!acceptsResized)
        {
            var turned = header.Orientation >= 5 && header.Width == Image.Height && header.Height == Image.Width
                ? "; EXIF turns the film, the annotations fit it only as it is shown: store it turned"
                : " (--accept-resized scales the annotations to the film, if it is the same picture)";
            throw new DatasetException(path, $"the film is {header.Width}x{header.Height}, its annotations in {Image.Source} were drawn on {Image.Width}x{Image.Height}; masks would be shifted{turned}");
        }

        return Then(MaskGeometry.Original(header.Width, header.Height), meter) with { FromFilm = ImageTransform.Identity };
    }

    /// <summary>Edits polygons where they are.</summary>
    public MovedAnnotations Edited(PolygonEdits edits, PolygonEditResult result, WorkMeter meter) => this with { Image = PolygonEditor.Edit(Image, edits, result, meter) };

    /// <summary>Goes on to another place.</summary>
    public MovedAnnotations Then(in MaskGeometry geometry, WorkMeter meter)
    {
        var step = ImageTransform.Of(Image.Width, Image.Height, geometry);
        var moved = TransformedImage.Of(Image, geometry, meter);
        return new(moved.Image, Transform.Then(step), FromFilm.Then(step), Outside + moved.Outside, NotMovable + moved.NotMovable);
    }
}
