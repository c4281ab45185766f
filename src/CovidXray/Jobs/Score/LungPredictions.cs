using CovidXray.Annotations;
using CovidXray.Jobs.Score.Predictions;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Scores;

namespace CovidXray.Jobs.Score;

/// <summary>Predicted lungs of a dataset's films, one film at a time, to be shown beside the true ones. What is read, and the Dice, are those of <see cref="ScoreJob"/>.</summary>
internal sealed class LungPredictions : IDisposable
{
    private readonly ScoreOptions _options;
    private readonly PredictionSet _set;
    private readonly FilmSize _size;

    private LungPredictions(ScoreOptions options, PredictionSet set, FilmSize size) => (_options, _set, _size) = (options, set, size);

    /// <summary>What belongs to no film, or to none for certain.</summary>
    public IReadOnlyList<DatasetException> Problems => _set.Problems;

    /// <summary>How they are read, for people.</summary>
    public IReadOnlyList<string> Notes => _set.Notes;

    /// <summary>Opens predictions.</summary>
    /// <param name="chosen">The dataset.</param>
    /// <param name="options">Where they are, the first path alone, and how they are read.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DatasetException">They cannot be opened, or none is of a film of the dataset.</exception>
    public static LungPredictions Open(ChosenImages chosen, ScoreOptions options, CancellationToken cancellation)
    {
        var path = options.Predictions[0];
        var set = PredictionSets.Open(path, PredictionReading.Of(chosen, options, cancellation));
        try
        {
            PredictionSets.RequireAny(set, path, chosen.Dataset);
            return new LungPredictions(options, set, new FilmSize(options.TransformPath ?? set.TransformPath, options.AcceptsResized));
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>The predicted lungs of a film, with label 1, in the film's size; null if there is no prediction. May be called from several threads at once.</summary>
    /// <exception cref="DatasetException">The prediction is damaged, is none for certain, or has a size that nothing explains.</exception>
    public PredictedLungs? Read(AnnotatedImage image)
    {
        if (_set.Unclear.Contains(image.Id))
        {
            throw new DatasetException(image.Source, "it has several predictions, of which none is its own for certain");
        }

        if (!_set.Has(image.Id))
        {
            return null;
        }

        try
        {
            var (film, _) = _size.Bring(_set.Read(image), image);
            return new PredictedLungs(film.Source, film.Masks.GetValueOrDefault(Category.Lung) ?? new MaskBuilder(film.Width, film.Height).ToMask());
        }
        catch (TooManyRunsException)
        {
            throw new DatasetException(image.Source, "its predicted mask falls into too many runs: noise");
        }
    }

    /// <summary>The Dice coefficient of predicted lungs; null if there are neither true nor predicted ones.</summary>
    /// <exception cref="DatasetException">The image is over a limit, or its masks are noise.</exception>
    public double? Dice(AnnotatedImage image, Mask predicted, PolygonRasterizer rasterizer)
    {
        try
        {
            var truth = FilmTruth.Paint(image, [Category.Lung], _options.Order, rasterizer).Of(Category.Lung);
            return MaskMetrics.Count(truth, predicted, new MaskMetricsOptions { Label = FilmTruth.Scored, IgnoredLabel = _options.CountsIgnored ? (byte)0 : FilmTruth.Ignored }).Dice;
        }
        catch (TooManyRunsException)
        {
            throw new DatasetException(image.Source, "the masks fall into too many runs to be compared: noise");
        }
    }

    public void Dispose() => _set.Dispose();
}

/// <summary>Predicted lungs of a film.</summary>
/// <param name="Source">Where they stand, for people.</param>
/// <param name="Mask">Their pixels, with label 1.</param>
internal sealed record PredictedLungs(string Source, Mask Mask);
