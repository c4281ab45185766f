using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Masks;
using CovidXray.Previews;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Previews;

/// <summary>Makes the pictures of images, one after the other. Keeps buffers; for one thread at a time.</summary>
/// <param name="labels">The categories that are painted.</param>
/// <param name="films">Where films are; null if none are shown.</param>
/// <param name="predictions">What is compared with the masks; null for nothing.</param>
/// <param name="size">What pictures are fitted into; null for each film's own size.</param>
internal sealed class PreviewWorker(PreviewOptions options, LabelMap labels, FilmFolders? films, PredictedMasks? predictions, (int Width, int Height)? size, WorkMeter meter)
{
    private readonly PolygonRasterizer _rasterizer = new(meter) { MaxPixels = options.MaxPixels };
    private readonly PicturePainter _painter = new(options.Style);
    private readonly RgbColor[] _colors = PreviewColors.Of(labels);

    // Of the shared pool, for one film after the other.
    private byte[] _content = [];

    /// <summary>Makes the picture of an image.</summary>
    /// <param name="target">Where it is to be written.</param>
    /// <exception cref="DatasetException">Its document, its film or its prediction is damaged, or too large, or film and annotations have two sizes.</exception>
    public ShownImage Make(DatasetEntry entry, string target)
    {
        meter.Begin();
        var image = entry.Read();
        var path = films?.Find(entry, image);
        if (path is not null && string.Equals(Path.GetFullPath(path), Path.GetFullPath(target), StringComparison.OrdinalIgnoreCase))
        {
            throw new DatasetException(path, "is the film itself, which its picture would replace; write pictures into another folder");
        }

        (FilmHeader Header, int Length)? film = path is null ? null : FilmOf(path);
        var moved = film is { } file ? MovedAnnotations.Of(image).ToFilm(path!, file.Header, options.AcceptsResized, meter).Image : image;
        var place = PlaceOf(moved);
        var prediction = predictions?.Find(image) is { } found ? predictions.Read(found) : null;
        var comparison = prediction is null ? null : Compare(moved, prediction);
        var mask = comparison is null ? Paint(moved, options.Order, place) : Scaled(comparison.Agreement, place.Width, place.Height);
        var (pixels, conversions) = film is var (header, length) ? Decode(path!, header, length, place) : (Plain(place), FilmConversions.None);
        var picture = comparison is null
            ? _painter.Paint(pixels, mask, _colors, labels.IgnoreLabel)
            : _painter.Paint(pixels, mask, MaskAgreement.Colors, MaskAgreement.Ignored);
        return new ShownImage(image.Id, picture)
        {
            HasFilm = path is not null || films is null,
            Unpainted = UnpaintedAnnotations.Of(image, labels),
            IsPainted = mask.Runs.Length > 0,
            IsResized = moved.Width != image.Width || moved.Height != image.Height,
            Conversions = conversions,
            Comparison = comparison,
            LacksPrediction = predictions is not null && prediction is null && HoldsMoreThanIgnore(mask),
        };
    }

    private bool HoldsMoreThanIgnore(Mask mask)
    {
        foreach (var run in mask.Runs)
        {
            if (run.Label != labels.IgnoreLabel)
            {
                return true;
            }
        }

        return false;
    }

    private (FilmHeader Header, int Length) FilmOf(string path)
    {
        var length = WholeFile.Read(path, path, FilmHeader.FileLimit, ref _content);
        using var stream = new MemoryStream(_content, 0, length, writable: false);
        var header = FilmHeader.Read(stream, path);
        MaskLimits.Check(path, header.Width, header.Height, options.MaxPixels);
        return (header, length);
    }

    /// <summary>The image at the size at which it is shown.</summary>
    private MaskGeometry PlaceOf(AnnotatedImage image)
    {
        var place = MaskGeometry.Original(image.Width, image.Height);
        if (size is var (width, height))
        {
            var padded = MaskGeometry.Resize(image.Width, image.Height, width, height, Fit.Pad);
            place = MaskGeometry.Original(padded.ContentWidth, padded.ContentHeight);
        }

        MaskLimits.Check(image.Source, place.Width, place.Height, options.MaxPixels);
        if (_painter.WidthOf(place.Width) * place.Height is var pixels and > RgbPixels.MaxPixels)
        {
            throw new DatasetException(image.Source, $"the picture would have {pixels / 1e6:0.##} megapixels; pictures are made up to {RgbPixels.MaxPixels / 1e6:0} (--size makes it smaller)");
        }

        return place;
    }

    private Comparison Compare(AnnotatedImage image, AnnotatedImage prediction)
    {
        var own = Paint(prediction, options.Order, MaskGeometry.Original(prediction.Width, prediction.Height));
        var agreement = MaskAgreement.Of(
            Paint(image, options.Order, MaskGeometry.Original(image.Width, image.Height)),
            Scaled(own, image.Width, image.Height),
            labels.IgnoreLabel);
        return new Comparison(agreement, IsScaled: own.Width != image.Width || own.Height != image.Height, UnpaintedAnnotations.Of(prediction, labels).Categories);
    }

    private Mask Paint(AnnotatedImage image, PaintOrder order, in MaskGeometry place)
    {
        var each = new byte[image.Annotations.Count];
        for (var i = 0; i < each.Length; i++)
        {
            each[i] = labels[image.Annotations[i].Name];
        }

        return _rasterizer.Rasterize(image, each, order, place);
    }

    private static Mask Scaled(Mask mask, int width, int height) => RasterLayerDecoder.Resample(mask, width, height);

    private (RgbPixels Pixels, FilmConversions Conversions) Decode(string path, FilmHeader header, int length, in MaskGeometry place)
    {
        // Films of 12 bits in files of 16 would be black otherwise.
        var (grey, conversions) = FilmDecoder.Decode(_content.AsSpan(0, length), header, path, FilmLevels.MinMax, Axis(header.Width, place.Width), Axis(header.Height, place.Height));
        return (RgbPixels.Of(grey), conversions);
    }

    private static AxisMapping Axis(int film, int shown) => new((double)shown / film, 0, 0, film, shown);

    /// <summary>What a mask lies on without a film: grey where it is missing, black where it is not wanted.</summary>
    private RgbPixels Plain(in MaskGeometry place)
    {
        var pixels = new RgbPixels(place.Width, place.Height);
        if (_painter.ShowsFilms)
        {
            pixels.Fill(new PixelBox(0, 0, place.Width, place.Height), new RgbColor(PreviewColors.MissingFilm, PreviewColors.MissingFilm, PreviewColors.MissingFilm));
        }

        return pixels;
    }
}

/// <summary>A mask compared with its prediction, at the image's own size.</summary>
/// <param name="Agreement">See <see cref="MaskAgreement"/>.</param>
/// <param name="IsScaled">Whether the prediction had another size.</param>
/// <param name="OtherCategories">The prediction's annotations of categories that are not compared.</param>
internal sealed record Comparison(Mask Agreement, bool IsScaled, IReadOnlyList<string> OtherCategories);

/// <summary>The picture of an image, and what is told of it.</summary>
/// <param name="Id">The image.</param>
/// <param name="Picture">Its picture; null once it is written.</param>
internal sealed record ShownImage(string Id, RgbPixels? Picture)
{
    /// <summary>Whether its film is there, or none is wanted.</summary>
    public bool HasFilm { get; init; }

    /// <summary>What of its annotations is not painted.</summary>
    public required UnpaintedAnnotations Unpainted { get; init; }

    /// <summary>Whether anything is painted.</summary>
    public bool IsPainted { get; init; }

    /// <summary>Whether its annotations were scaled to its film.</summary>
    public bool IsResized { get; init; }

    /// <summary>What was done to its film to show it in grey.</summary>
    public FilmConversions Conversions { get; init; }

    /// <summary>How its mask compares with a prediction; null without one.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>Whether it has a mask that should have a prediction, and has none.</summary>
    public bool LacksPrediction { get; init; }
}
