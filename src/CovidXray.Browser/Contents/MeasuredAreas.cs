using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Browser.Contents;

/// <summary>The pixels of Lung and Ignore in each image, of the mask in which Ignore is painted last, as <c>stats</c> counts them.</summary>
internal sealed class MeasuredAreas
{
    private readonly ImageArea?[] _areas;

    private MeasuredAreas(ImageArea?[] areas) => _areas = areas;

    /// <summary>The areas of an image; null if its document cannot be read or painted.</summary>
    public ImageArea? this[int image] => _areas[image];

    /// <summary>Reads and paints all images, with half of the machine: what is looked at comes first.</summary>
    public static MeasuredAreas Measure(IReadOnlyList<BrowsedImage> images, long maxPixels, CancellationToken cancellation)
    {
        var threads = Math.Max(1, Environment.ProcessorCount / 2);
        var work = new OrderedWork<PolygonRasterizer, ImageArea?>(images.Count, threads, () => new PolygonRasterizer { MaxPixels = maxPixels, Cancellation = cancellation }, (painter, i) => Measure(images[i], painter));
        return new MeasuredAreas([.. work.Run(cancellation)]);
    }

    private static ImageArea? Measure(BrowsedImage image, PolygonRasterizer painter)
    {
        if (image.Facts is null)
        {
            return null;
        }

        try
        {
            var read = image.Entry.Read();
            var labels = LabelMap.Default;
            var mask = painter.Rasterize(read, labels, PaintOrder.IgnoreLast);
            return new ImageArea(mask.Area(labels[Category.Lung]), mask.Area(labels[Category.Ignore]), (long)read.Width * read.Height);
        }
        catch (DatasetException)
        {
            return null;
        }
    }
}

/// <summary>Areas of one image, in its own pixels.</summary>
/// <param name="Lung">Pixels labelled Lung.</param>
/// <param name="Ignore">Pixels labelled Ignore.</param>
/// <param name="Whole">All pixels.</param>
internal sealed record ImageArea(long Lung, long Ignore, long Whole);
