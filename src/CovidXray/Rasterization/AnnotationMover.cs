using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Work;

namespace CovidXray.Rasterization;

/// <summary>Brings the annotations of one image to where a geometry puts it.</summary>
internal sealed class AnnotationMover
{
    private readonly AnnotatedImage _image;
    private readonly MaskGeometry _geometry;
    private readonly ImageTransform _transform;
    private readonly WorkMeter _meter;

    // The lattice points of the whole image in its new place, and those of the window.
    private readonly (double Left, double Top, double Right, double Bottom) _content;
    private readonly (double Right, double Bottom) _window;

    public AnnotationMover(AnnotatedImage image, in MaskGeometry geometry, WorkMeter meter)
    {
        _meter = meter;
        _image = image;
        _geometry = geometry;
        _transform = ImageTransform.Of(image.Width, image.Height, geometry);
        _content = (-geometry.WindowX, -geometry.WindowY, geometry.ContentWidth - 1 - geometry.WindowX, geometry.ContentHeight - 1 - geometry.WindowY);
        _window = (geometry.Width - 1, geometry.Height - 1);
    }

    private bool IsCut => _content.Left < 0 || _content.Top < 0 || _content.Right > _window.Right || _content.Bottom > _window.Bottom;

    /// <summary>The annotation in its new place; null if it lies outside.</summary>
    public Annotation? Move(Annotation annotation) => annotation switch
    {
        { Polygon: { } polygon } => Move(polygon) is { } moved
            ? annotation with { Polygon = moved, BoundingBox = annotation.BoundingBox is null ? null : moved.BoundingBox }
            : null,
        { RasterLayer: { } layer } => annotation with { RasterLayer = Move(layer) },
        { Kind: AnnotationKind.BoundingBox, BoundingBox: { } box } => Move(box) is { } moved ? annotation with { BoundingBox = moved } : null,
        _ => annotation with { BoundingBox = null },
    };

    private Polygon? Move(Polygon polygon)
    {
        var old = polygon.Coordinates;
        var moved = new double[old.Length];
        for (var i = 0; i < old.Length; i += 2)
        {
            moved[i] = Math.Clamp(_transform.X(old[i]), _content.Left, _content.Right);
            moved[i + 1] = Math.Clamp(_transform.Y(old[i + 1]), _content.Top, _content.Bottom);
        }

        var whole = new Polygon(moved, polygon.RingEnds.ToArray()) { IsUnion = polygon.IsUnion };
        return IsCut ? PolygonClipper.Clip(whole, 0, 0, _window.Right, _window.Bottom) : whole;
    }

    private BoundingBox? Move(BoundingBox box)
    {
        var left = Math.Max(_transform.X(box.X), Math.Max(0, _content.Left));
        var top = Math.Max(_transform.Y(box.Y), Math.Max(0, _content.Top));
        var right = Math.Min(_transform.X(box.X + box.Width), Math.Min(_window.Right, _content.Right));
        var bottom = Math.Min(_transform.Y(box.Y + box.Height), Math.Min(_window.Bottom, _content.Bottom));
        return left <= right && top <= bottom ? new BoundingBox(left, top, right - left, bottom - top) : null;
    }

    /// <summary>Each value's pixels are resampled for themselves; on one grid they cannot overlap.</summary>
    private RasterLayer Move(RasterLayer layer)
    {
        var masks = new List<(int Value, Mask Mask)>();
        foreach (var value in layer.Values.Values.Distinct().Where(v => v != 0).Order())
        {
            _meter.Spend(RasterLayerDecoder.Steps(layer, _image.Height + _geometry.ContentHeight + (long)_geometry.Height));
            var mask = RasterLayerDecoder.Resample(RasterLayerDecoder.Decode(layer, value, _image), _geometry.ContentWidth, _geometry.ContentHeight);
            masks.Add((value, _geometry.IsWhole ? mask : mask.Window(_geometry.WindowX, _geometry.WindowY, _geometry.Width, _geometry.Height)));
        }

        var runs = new List<int>();
        var row = new List<(int Start, int Length, int Value)>();
        for (var y = 0; y < _geometry.Height; y++)
        {
            row.Clear();
            foreach (var (value, mask) in masks)
            {
                foreach (var run in mask.Row(y))
                {
                    row.Add((run.Start, run.Length, value));
                }
            }

            row.Sort();
            var end = 0;
            foreach (var (start, length, value) in row)
            {
                Add(0, start - end);
                Add(value, length);
                end = start + length;
            }

            Add(0, _geometry.Width - end);
        }

        return new RasterLayer([.. runs], layer.Values);

        void Add(int value, int length)
        {
            if (length == 0)
            {
                return;
            }

            if (runs.Count > 0 && runs[^2] == value)
            {
                runs[^1] += length;
            }
            else
            {
                runs.AddRange([value, length]);
            }
        }
    }
}
