using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Geometry;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Checks;

/// <summary>An image as rules look at it: what is worked out of its polygons is worked out once.</summary>
/// <param name="image">The image, read with its coordinates.</param>
/// <param name="facts">Its facts.</param>
/// <param name="rasterizer">Paints it; one for each thread. Its steps are counted by <paramref name="meter"/>.</param>
/// <param name="meter">Takes the steps of all rules together.</param>
internal sealed class CheckedImage(AnnotatedImage image, ImageFacts facts, PolygonRasterizer rasterizer, WorkMeter meter)
{
    /// <summary>Of more regions of a category, the first are looked at: a film has two lungs, and memory has an end.</summary>
    public const int MostRegions = 32;

    private readonly Dictionary<string, IReadOnlyList<PaintedRegion>> _regions = [];
    private readonly double[]?[] _ringAreas = new double[]?[image.Annotations.Count];
    private Mask? _lungs;
    private Mask? _ignores;
    private IReadOnlyList<(int Annotation, RingCrossing Crossing)>? _crossings;

    /// <summary>The image.</summary>
    public AnnotatedImage Image => image;

    /// <summary>Size, tags and row of metadata.</summary>
    public ImageFacts Facts => facts;

    /// <summary>Takes the steps of whoever does more than a few for each point.</summary>
    public WorkMeter Meter => meter;

    /// <summary>The number of pixels.</summary>
    public long Pixels => (long)image.Width * image.Height;

    /// <summary>The lungs, in file order; at most <see cref="MostRegions"/>.</summary>
    public IReadOnlyList<PaintedRegion> Lungs => Regions(Category.Lung);

    /// <summary>The Ignore regions, in file order; at most <see cref="MostRegions"/>.</summary>
    public IReadOnlyList<PaintedRegion> Ignores => Regions(Category.Ignore);

    /// <summary>All lungs, whatever is painted over them: label 1.</summary>
    public Mask LungMask => _lungs ??= Paint(PaintOrder.V7, (a, _) => a.Name == Category.Lung);

    /// <summary>All Ignore regions, whatever is painted over them: label 1.</summary>
    public Mask IgnoreMask => _ignores ??= Paint(PaintOrder.V7, (a, _) => a.Name == Category.Ignore);

    /// <summary>The polygons whose rings cross or touch themselves, by their indices, with one place each.</summary>
    public IReadOnlyList<(int Annotation, RingCrossing Crossing)> Crossings => _crossings ??= FindCrossings();

    /// <summary>The areas of the rings of a polygon, in pixels: where one crosses itself, parts that go the other way count less.</summary>
    /// <param name="annotation">The index of an annotation with a polygon.</param>
    public double[] RingAreas(int annotation) => _ringAreas[annotation] ??= AreasOf(image.Annotations[annotation].Polygon!);

    /// <summary>The image's mask: lungs 1, Ignore 2.</summary>
    public Mask Paint(PaintOrder order) => rasterizer.Rasterize(image, LabelMap.Default, order);

    private static double[] AreasOf(Polygon polygon)
    {
        var areas = new double[polygon.RingCount];
        for (var i = 0; i < areas.Length; i++)
        {
            areas[i] = AreaOf(polygon[i]);
        }

        return areas;
    }

    private static double AreaOf(Ring ring)
    {
        var (area, extent) = (0.0, 0.0);
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
        {
            // From the first point: far from the origin, products lose the digits that matter.
            var (x1, y1, x2, y2) = (ring.X(a) - ring.X(0), ring.Y(a) - ring.Y(0), ring.X(b) - ring.X(0), ring.Y(b) - ring.Y(0));
            area += (x1 * y2) - (x2 * y1);
            extent = Math.Max(extent, Math.Max(Math.Abs(x2), Math.Abs(y2)));
        }

        // What is left of a line, of which no digit is right.
        return Math.Abs(area) <= 1e-9 * extent * extent ? 0 : Math.Abs(area / 2);
    }

    private List<(int Annotation, RingCrossing Crossing)> FindCrossings()
    {
        var found = new List<(int Annotation, RingCrossing Crossing)>();
        for (var i = 0; i < image.Annotations.Count; i++)
        {
            if (image.Annotations[i].Polygon is { } polygon && RingCrossings.Find(polygon, image, i, meter) is { } crossing)
            {
                found.Add((i, crossing));
            }
        }

        return found;
    }

    private IReadOnlyList<PaintedRegion> Regions(string category)
    {
        if (!_regions.TryGetValue(category, out var regions))
        {
            regions =
            [
                .. image.Annotations.Index()
                    .Where(a => a.Item.IsPainted && string.Equals(a.Item.Name, category, StringComparison.Ordinal))
                    .Take(MostRegions)
                    .Select(a => PaintedRegion.Of(a.Index, Paint(PaintOrder.V7, (_, i) => i == a.Index))),
            ];
            _regions.Add(category, regions);
        }

        return regions;
    }

    private Mask Paint(PaintOrder order, Func<Annotation, int, bool> isPainted)
    {
        var count = image.Annotations.Count;
        Span<byte> labels = count <= 256 ? stackalloc byte[count] : new byte[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = isPainted(image.Annotations[i], i) ? (byte)1 : (byte)0;
        }

        return rasterizer.Rasterize(image, labels, order, MaskGeometry.Original(image.Width, image.Height));
    }
}
