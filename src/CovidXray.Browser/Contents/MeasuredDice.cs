using CovidXray.Annotations;
using CovidXray.Jobs.Score;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Browser.Contents;

/// <summary>The Dice coefficient of each image's predicted lungs, as <c>score</c> measures it.</summary>
internal sealed class MeasuredDice
{
    private readonly double?[] _dice;

    private MeasuredDice(double?[] dice, IReadOnlyList<DatasetException> failures) => (_dice, Failures) = (dice, failures);

    /// <summary>Predictions that are no film's, or cannot be read.</summary>
    public IReadOnlyList<DatasetException> Failures { get; }

    /// <summary>The Dice of an image; null if it has no prediction, a bad one, or no lungs at all.</summary>
    public double? this[int image] => _dice[image];

    /// <summary>Measures all images, with half of the machine: what is looked at comes first.</summary>
    public static MeasuredDice Measure(IReadOnlyList<BrowsedImage> images, LungPredictions predictions, long maxPixels, CancellationToken cancellation)
    {
        var threads = Math.Max(1, Environment.ProcessorCount / 2);
        var work = new OrderedWork<PolygonRasterizer, (double? Dice, DatasetException? Failure)>(
            images.Count,
            threads,
            () => new PolygonRasterizer { MaxPixels = maxPixels, Cancellation = cancellation },
            (painter, i) => Measure(images[i], predictions, painter));
        (double? Dice, DatasetException? Failure)[] measured = [.. work.Run(cancellation)];
        return new MeasuredDice([.. measured.Select(m => m.Dice)], [.. predictions.Problems, .. measured.Select(m => m.Failure).OfType<DatasetException>()]);
    }

    private static (double? Dice, DatasetException? Failure) Measure(BrowsedImage image, LungPredictions predictions, PolygonRasterizer painter)
    {
        AnnotatedImage read;
        try
        {
            read = image.Entry.Read();
        }
        catch (DatasetException)
        {
            // Told as what it is: a document that cannot be read.
            return default;
        }

        try
        {
            return predictions.Read(read) is { } lungs ? (predictions.Dice(read, lungs.Mask, painter), null) : default;
        }
        catch (DatasetException e)
        {
            return (null, e);
        }
    }
}
