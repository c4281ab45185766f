using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Geometry;
using CovidXray.Images;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Shards;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Films;

/// <summary>Makes films and moves their annotations along. Keeps buffers; for one thread at a time.</summary>
/// <remarks>
/// The pixels that a control keeps are chosen by the mask in the exported size, after scaling: so what is filled is filled
/// to the last pixel, and nothing from beyond the outline has been mixed into what is kept. It is the mask of the polygons
/// that are exported, edits included.
/// </remarks>
internal sealed class FilmConverter(ConversionOptions conversion, ExportPlan plan, WorkMeter meter)
{
    private readonly PolygonRasterizer _rasterizer = new(meter) { MaxPixels = plan.MaxPixels };

    // Of the shared pool, for one film after the other.
    private byte[] _content = [];

    /// <summary>Makes the film of an image.</summary>
    /// <returns>Null if the pixels that stay need lungs and the image has none.</returns>
    /// <exception cref="DatasetException">The film is damaged, too large, or of another size than the image.</exception>
    public ExportedFilm? Make(string path, AnnotatedImage image)
    {
        var content = ReadFile(path);
        var header = ReadHeader(path, content.Length);
        if (Plan(path, header, image) is not { } planned)
        {
            return null;
        }

        var (pixels, conversions) = FilmDecoder.Decode(content, header, path, conversion.Levels, planned.X, planned.Y);
        var fill = Fill(pixels, planned.Content, planned.Lungs, planned.Moved.Image);
        var film = conversion.Quality is { } quality
            ? ConvertedFilm.Of(FilmEncoder.ToJpeg(pixels, quality), ".jpg")
            : ConvertedFilm.Of(FilmEncoder.ToPng(pixels), ".png");
        return planned.Prepare(film, fill, conversions);
    }

    /// <summary>Takes the film of an image that a shard has made already: only where its annotations go is found again.</summary>
    /// <returns>Null if the pixels that stay need lungs and the image has none.</returns>
    /// <exception cref="DatasetException">The film is damaged, too large, or of another size than the image.</exception>
    public ExportedFilm? Take(ShardedFilm made, string path, AnnotatedImage image) =>
        Plan(path, FilmHeader.Read(path), image)?.Prepare(new ConvertedFilm(made.Read, made.Extension), made.Fill, made.Conversions);

    /// <summary>Where a film and its annotations go; null if the pixels that stay need lungs and the image has none.</summary>
    private ConversionPlan? Plan(string path, FilmHeader header, AnnotatedImage image)
    {
        MaskLimits.Check(path, header.Width, header.Height, plan.MaxPixels);
        var moved = MovedAnnotations.Of(image).ToFilm(path, header, plan.AcceptsResized, meter);
        PixelBox? crop = null;
        if (conversion.Pixels.HasFlag(PixelControls.Crop))
        {
            // What repairs and cuts leave of the lungs is the same before scaling; what is simplified keeps within its pixels of it.
            var lasting = moved.Edited(plan.Edits with { SimplifyPixels = 0 }, new PolygonEditResult(), meter);
            if (Paint(lasting.Image, Category.Lung).BoundingBox(1) is not { } lungs)
            {
                return null;
            }

            var box = conversion.Margin.Around(lungs, header.Width, header.Height);
            moved = moved.Then(new MaskGeometry(header.Width, header.Height, box.X, box.Y, box.Width, box.Height), meter);
            crop = box;
        }

        if (conversion.Size is var (width, height))
        {
            MaskLimits.Check(path, width, height, plan.MaxPixels);
            moved = moved.Then(MaskGeometry.Resize(moved.Image.Width, moved.Image.Height, width, height, conversion.Fit), meter);
        }

        if ((long)moved.Image.Width * moved.Image.Height is var pixels and > GreyPixels.MaxPixels)
        {
            throw new DatasetException(path, $"the exported film would be {moved.Image.Width}x{moved.Image.Height} = {pixels / 1e6:0.##} megapixels; films are made up to {GreyPixels.MaxPixels / 1e6:0}");
        }

        var edits = new PolygonEditResult();
        moved = moved.Edited(plan.Edits, edits, meter);
        var lungMask = conversion.Pixels.HasFlag(PixelControls.LungsOnly) || conversion.Pixels.HasFlag(PixelControls.LungsRemoved) ? Paint(moved.Image, Category.Lung) : null;
        return lungMask is { Runs.IsEmpty: true } ? null : new ConversionPlan(image, header, moved, edits, crop, lungMask);
    }

    /// <summary>Fills padding and the pixels that are not kept.</summary>
    /// <returns>The grey; null if nothing was filled.</returns>
    private byte? Fill(GreyPixels pixels, PixelBox content, Mask? lungs, AnnotatedImage image)
    {
        var isPadded = content != new PixelBox(0, 0, pixels.Width, pixels.Height);
        var ignore = conversion.Pixels.HasFlag(PixelControls.IgnoreRemoved) ? Paint(image, Category.Ignore) : null;
        if (!isPadded && lungs is null && (ignore is null || ignore.Runs.IsEmpty))
        {
            return null;
        }

        var grey = conversion.Fill ?? pixels.Mean(content);
        pixels.FillOutside(content, grey);
        if (conversion.Pixels.HasFlag(PixelControls.LungsOnly))
        {
            pixels.FillOutside(lungs!, grey);
        }
        else if (lungs is not null)
        {
            pixels.FillInside(lungs, grey);
        }

        if (ignore is not null)
        {
            pixels.FillInside(ignore, grey);
        }

        return grey;
    }

    private Mask Paint(AnnotatedImage image, string category)
    {
        var labels = new byte[image.Annotations.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = image.Annotations[i].Name == category ? (byte)1 : (byte)0;
        }

        return _rasterizer.Rasterize(image, labels, PaintOrder.V7, MaskGeometry.Original(image.Width, image.Height));
    }

    private ReadOnlySpan<byte> ReadFile(string path)
    {
        var length = WholeFile.Read(path, path, FilmHeader.FileLimit, ref _content);
        return _content.AsSpan(0, length);
    }

    private FilmHeader ReadHeader(string path, int length)
    {
        using var stream = new MemoryStream(_content, 0, length, writable: false);
        return FilmHeader.Read(stream, path);
    }
}
