using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Splits;

namespace CovidXray.Jobs.Audit;

/// <summary>What an audit looks at for one image.</summary>
/// <param name="Image">Its facts and names.</param>
internal sealed record AuditImage(SplitImage Image)
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

/// <summary>Reads images for an audit, their films at the size at which they are decoded fastest.</summary>
/// <param name="films">Where films are; null for nowhere.</param>
/// <param name="metadata">The table that goes with the images.</param>
/// <param name="options">Limits.</param>
internal sealed class AuditReader(FilmFolders? films, MetadataTable? metadata, AuditOptions options)
{
    // What grey levels are is seen in a small film, too.
    private const int LeastSide = 256;

    /// <summary>Reads one image; what is wrong with its film is in the result.</summary>
    /// <exception cref="DatasetException">Its document cannot be read.</exception>
    public AuditImage Read(PolygonRasterizer rasterizer, DatasetEntry entry)
    {
        var image = entry.Read(ReadDetail.Full);
        var read = new AuditImage(SplitImage.Of(entry, image, new ImageFacts(image, metadata)));
        try
        {
            var lungs = read.Facts.LungCount > 0 ? Paint(rasterizer, image) : null;
            read = read with { LungArea = lungs?.Area(1) };
            return films?.Find(entry, image) is { } path ? ReadFilm(read with { FilmPath = path }, path, lungs) : read;
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
            MaskLimits.Check(path, header.Width, header.Height, options.MaxPixels);
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
