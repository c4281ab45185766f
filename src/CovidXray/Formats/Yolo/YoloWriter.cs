using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Writes YOLO labels.</summary>
internal sealed class YoloWriter(IExportTarget target, FormatOptions options, IReadOnlyList<DatasetClass> classes, IReadOnlyList<DatasetPart> parts) : DatasetWriter
{
    /// <summary>Nine decimals: a hundred-thousandth of a pixel in an image of ten thousand.</summary>
    private const string Fraction = "0.#########";

    /// <summary>A run by itself is a ring of three points, which takes memory more than time.</summary>
    private const int StepsToTraceRun = 400;

    private readonly YoloTask _task = options.Get(YoloFormat.Task);
    private readonly bool _refusesHoles = options.Get(YoloFormat.RefusesHoles);
    private readonly Dictionary<string, long> _numbers = classes.DistinctBy(c => c.Name.Trim(), StringComparer.Ordinal).ToDictionary(c => c.Name.Trim(), c => c.Number, StringComparer.Ordinal);
    private int _images;

    public override Action? Prepare(ExportedImage image)
    {
        var text = new StringBuilder();
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            var annotation = image.Image.Annotations[i];
            if (_task == YoloTask.Detect)
            {
                AddBox(text, image, i);
            }
            else if (annotation.Kind == AnnotationKind.Polygon)
            {
                AddOutlines(text, image, i, annotation.Polygon is null ? throw new InvalidOperationException("The image was read without coordinates.") : EvenOddRings.Of(image.Image, i, image.Painter));
            }
            else if (annotation.Kind == AnnotationKind.Mask && Trace(image, i) is { } traced)
            {
                AddOutlines(text, image, i, new Polygon(traced.Coordinates, [.. traced.RingEnds]));
            }
            else if (annotation is { Kind: AnnotationKind.BoundingBox, BoundingBox: { } box })
            {
                // Four corners: in a file of outlines, a line of four numbers would be taken for two points.
                var (right, bottom) = (box.X + box.Width, box.Y + box.Height);
                AddLine(text, image.Image, annotation.Name, [box.X, box.Y, right, box.Y, right, bottom, box.X, bottom]);
            }
        }

        target.Write(parts.Count > 0 && image.Image.Place.Part is { } part ? $"labels/{PartNames.Of(part)}/{image.Stem}.txt" : $"labels/{image.Stem}.txt", Encoding.UTF8.GetBytes(text.ToString()));
        return () => _images++;
    }

    public override void Finish() => target.Write(YoloDescription.FileName, YoloDescription.Write(classes, _task, parts, isEmpty: _images == 0));

    private void AddOutlines(StringBuilder text, ExportedImage image, int index, Polygon polygon)
    {
        var annotation = image.Image.Annotations[index];
        if (polygon.RingCount > 1 && _refusesHoles)
        {
            throw new DatasetException(
                image.Image.Source,
                $"annotation {index + 1} ({ForeignText.Quote(annotation.Name)}) has {polygon.RingCount} rings, a YOLO line holds one (--holes bridge joins them)");
        }

        image.Painter.Meter.For(image.Image, index);
        foreach (var outline in RingJoiner.Join(polygon, image.Painter.Meter))
        {
            AddLine(text, image.Image, annotation.Name, outline);
        }
    }

    private static MaskOutline? Trace(ExportedImage image, int index)
    {
        var mask = image.Mask(index);
        image.Painter.Meter.Spend(StepsToTraceRun * (long)mask.Runs.Length);
        return MaskOutline.Of(mask, 1);
    }

    private void AddBox(StringBuilder text, ExportedImage image, int index)
    {
        var annotation = image.Image.Annotations[index];
        if (BoxOf(image, index) is { } box)
        {
            var (width, height) = (image.Image.Width, image.Image.Height);
            var (left, right) = (Inside(box.X, width), Inside(box.X + box.Width, width));
            var (top, bottom) = (Inside(box.Y, height), Inside(box.Y + box.Height, height));
            AddLine(text, image.Image, annotation.Name, [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top]);
        }
    }

    /// <summary>Around an outline as Ultralytics takes it: from the least to the greatest point.</summary>
    private static BoundingBox? BoxOf(ExportedImage image, int index)
    {
        var annotation = image.Image.Annotations[index];
        return annotation.Kind switch
        {
            AnnotationKind.Polygon => annotation.Polygon?.BoundingBox,
            AnnotationKind.BoundingBox => annotation.BoundingBox,
            AnnotationKind.Mask when image.Mask(index).BoundingBox(1) is { } box => new BoundingBox(box.X, box.Y, box.Width, box.Height),
            _ => null,
        };
    }

    /// <summary>Adds an object from its numbers in pixels, across and down by turns.</summary>
    private void AddLine(StringBuilder text, AnnotatedImage image, string category, ReadOnlySpan<double> numbers)
    {
        text.Append(CultureInfo.InvariantCulture, $"{_numbers[category]}");
        for (var i = 0; i < numbers.Length; i++)
        {
            var size = (i & 1) == 0 ? image.Width : image.Height;
            text.Append(' ').Append((Inside(numbers[i], size) / size).ToString(Fraction, CultureInfo.InvariantCulture));
        }

        text.Append('\n');
    }

    private static double Inside(double coordinate, int size) => Math.Clamp(coordinate, 0, size);
}
