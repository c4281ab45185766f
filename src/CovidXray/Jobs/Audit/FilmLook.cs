using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Audit;

/// <summary>Looks at the lungs and the films of images, films at the size at which they are decoded fastest.</summary>
/// <param name="films">Where films are; null for nowhere.</param>
/// <param name="maxPixels">Films of more pixels are problems.</param>
internal sealed class FilmLook(FilmFolders? films, long maxPixels)
{
    // What grey levels are is seen in a small film, too.
    private const int LeastSide = 256;

    /// <summary>Looks at one image; what is wrong with it is in the result.</summary>
    public AuditImage At(AuditImage read, PolygonRasterizer rasterizer)
    {
        try
        {
            var image = read.Entry.Read(ReadDetail.Full);
            var lungs = read.Facts.LungCount > 0 ? Paint(rasterizer, image) : null;
            read = read with { LungArea = lungs?.Area(1) };
            return films?.Find(read.Entry, image) is { } path ? ReadFilm(read with { FilmPath = path }, path, lungs) : read;
        }
        catch (DatasetException e)
        {
            return read with { Problem = e };
        }
    }

    private static Mask Paint(PolygonRasterizer rasterizer, AnnotatedImage image) => rasterizer.Rasterize(image, new LabelMap([Category.Lung]), PaintOrder.IgnoreLast);

    private AuditImage ReadFilm(AuditImage image, string path, Mask? lungs)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1);
        try
        {
            var length = WholeFile.Read(path, path, FilmHeader.FileLimit, ref buffer);
            using var stream = new MemoryStream(buffer, 0, length, writable: false);
            var header = FilmHeader.Read(stream, path);
            MaskLimits.Check(path, header.Width, header.Height, maxPixels);
            var pixels = FilmReducer.Reduce(buffer.AsSpan(0, length), header, path, LeastSide);

            // Lungs of another size are those of another film.
            var own = lungs is not null && lungs.Width == header.Width && lungs.Height == header.Height ? lungs : null;
            return image with { Header = header, Film = FilmMeasures.Of(pixels, own, header.Width / pixels.Width) };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
