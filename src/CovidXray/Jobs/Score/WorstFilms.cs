using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Score.Predictions;
using CovidXray.Masks;
using CovidXray.Previews;
using CovidXray.Rasterization;
using CovidXray.Reports;

namespace CovidXray.Jobs.Score;

/// <summary>Draws the films with the worst Dice: what of their masks is right, missed and predicted wrongly.</summary>
internal sealed class WorstFilms(Dataset dataset, ScoreOptions options, IReadOnlyList<(PredictionSet Set, FilmSize Size)> sets)
{
    private const int Side = 400;
    private const int Quality = 85;

    private readonly PolygonRasterizer _rasterizer = new() { MaxPixels = options.MaxPixels, MaxWork = options.MaxWork };

    /// <summary>Draws the worst films of each prediction set.</summary>
    /// <exception cref="JobException">A folder of films cannot be read.</exception>
    public IReadOnlyList<ScorePicture> Draw(IReadOnlyList<ScoredPredictions> scored, CancellationToken cancellation)
    {
        var films = FilmFolders.Of(dataset, dataset.Entries, options.FilmFolders);
        var entries = dataset.Entries.ToDictionary(e => e.Id, StringComparer.Ordinal);
        var pictures = new List<ScorePicture>();
        for (var i = 0; i < scored.Count; i++)
        {
            foreach (var worst in scored[i].Groups is [var first, ..] ? first.Summary.Figures[0].Worst : [])
            {
                cancellation.ThrowIfCancellationRequested();
                var (jpeg, hasFilm) = TryDraw(entries[worst.Id], films, sets[i]);
                pictures.Add(new ScorePicture(i, worst.Id, jpeg, hasFilm));
            }
        }

        return pictures;
    }

    /// <summary>The picture; null if the film is damaged, or changed since it was scored.</summary>
    private (byte[]? Jpeg, bool HasFilm) TryDraw(DatasetEntry entry, FilmFolders films, (PredictionSet Set, FilmSize Size) set)
    {
        try
        {
            var image = entry.Read();
            var category = options.Categories[0];
            var truth = FilmTruth.Paint(image, options.Categories, options.Order, _rasterizer).Of(category);
            var predicted = set.Set.Has(image.Id) ? set.Size.Bring(set.Set.Read(image), image).Film.Masks.GetValueOrDefault(category) : null;
            var agreement = MaskAgreement.Of(truth, predicted ?? new MaskBuilder(image.Width, image.Height).ToMask(), options.CountsIgnored ? (byte)0 : FilmTruth.Ignored);
            var place = MaskGeometry.Resize(image.Width, image.Height, Side, Side, Fit.Pad);
            var (width, height) = (place.ContentWidth, place.ContentHeight);
            var path = films.Find(entry, image);
            var pixels = path is null ? new RgbPixels(width, height) : Film(path, width, height);
            var picture = new PicturePainter(PreviewStyle.Overlay).Paint(pixels, RasterLayerDecoder.Resample(agreement, width, height), MaskAgreement.Colors, MaskAgreement.Ignored);
            return (PictureEncoder.ToJpeg(picture, Quality), path is not null);
        }
        catch (DatasetException)
        {
            return (null, HasFilm: false);
        }
    }

    private RgbPixels Film(string path, int width, int height)
    {
        var content = WholeFile.Read(path, FilmHeader.FileLimit);
        using var stream = new MemoryStream(content, writable: false);
        var header = FilmHeader.Read(stream, path);
        MaskLimits.Check(path, header.Width, header.Height, options.MaxPixels);
        return RgbPixels.Of(FilmDecoder.Decode(content, header, path, FilmLevels.MinMax, Axis(header.Width, width), Axis(header.Height, height)).Pixels);
    }

    private static AxisMapping Axis(int film, int shown) => new((double)shown / film, 0, 0, film, shown);
}
