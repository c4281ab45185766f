using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization.Kernels;
using CovidXray.Work;

namespace CovidXray.Rasterization;

/// <summary>Polygons to masks by V7's pixel rule: the published masks come out bit for bit.</summary>
/// <remarks>
/// A pixel (x, y) is the lattice point (x, y). Points are clamped into the image and rounded, halves to even; the inside is
/// even-odd over all rings of an annotation, or over each of them where they are united; every edge is painted too. So every polygon paints at least one pixel, and
/// rings of one or two points paint a point or a line. Masks in a raster layer paint their own pixels.
/// <para>There are two ways to the same pixels: along the edges, which is what outlines that somebody drew are made for, and
/// through bit planes, where edges are so many that they fill the image.
/// A rasterizer keeps its buffers between images; use one for each thread.</para>
/// </remarks>
public sealed class PolygonRasterizer
{
    /// <summary>What a row of a mask costs, and what it costs to look at an annotation.</summary>
    private const int StepsPerRow = 4;

    /// <summary>The memory of masks of more runs is not used again.</summary>
    private const int MostKeptRuns = 1 << 16;

    private readonly List<PaintedShape> _layers = [];
    private readonly ChainPainter? _chains;
    private readonly Func<PlanePainter> _newPlanes;
    private PlanePainter? _planes;
    private readonly WorkMeter? _sharedMeter;
    private WorkMeter? _ownMeter;
    private int[] _vertices = [];
    private Mask? _used;

    /// <summary>Creates a rasterizer.</summary>
    public PolygonRasterizer()
        : this(new ChainPainter(), static () => new PlanePainter(KernelWidths.Best, PlanePainter.DefaultWordsPerBand))
    {
    }

    /// <summary>Creates a rasterizer whose steps are counted together with other work on an image; its own limit does not matter then.</summary>
    internal PolygonRasterizer(WorkMeter meter)
        : this() => _sharedMeter = meter;

    private PolygonRasterizer(ChainPainter? chains, Func<PlanePainter> newPlanes) => (_chains, _newPlanes) = (chains, newPlanes);

    /// <summary>The most pixels that an image may have; more is a <see cref="DatasetException"/>.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

    /// <summary>The most steps that a mask may take, about a nanosecond each; more is a <see cref="DatasetException"/>. They are counted before they are taken.</summary>
    public long MaxWork { get; init; } = WorkMeter.DefaultLimit;

    /// <summary>Ends the painting of a mask.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The mask of an image's lungs (label 1) and Ignore regions (label 2).</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="order">Who wins where annotations overlap.</param>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public static Mask Rasterize(AnnotatedImage image, PaintOrder order = PaintOrder.IgnoreLast) =>
        new PolygonRasterizer().Rasterize(image, LabelMap.Default, order);

    /// <summary>The mask of one polygon: label 1.</summary>
    /// <param name="polygon">The polygon, in pixels.</param>
    /// <param name="width">Width of the mask, 1 to <see cref="MaskLimits.MaxSide"/>.</param>
    /// <param name="height">Height of the mask, 1 to <see cref="MaskLimits.MaxSide"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside its range.</exception>
    public static Mask Rasterize(Polygon polygon, int width, int height) =>
        new PolygonRasterizer().RasterizeOne(polygon, width, height);

    /// <summary>The mask of an image's annotations.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="labels">Which categories are painted, with which labels.</param>
    /// <param name="order">Who wins where annotations overlap.</param>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public Mask Rasterize(AnnotatedImage image, LabelMap labels, PaintOrder order)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(labels);
        Span<byte> each = image.Annotations.Count <= 256 ? stackalloc byte[image.Annotations.Count] : new byte[image.Annotations.Count];
        for (var i = 0; i < each.Length; i++)
        {
            each[i] = labels[image.Annotations[i].Name];
        }

        return Rasterize(image, each, order, MaskGeometry.Original(image.Width, image.Height));
    }

    /// <summary>The mask of an image's annotations at any size, with a label of its own for each.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="labels">The label of each annotation, in file order; 0 leaves it out.</param>
    /// <param name="order">Who wins where annotations overlap.</param>
    /// <param name="geometry">The size of the mask and where the image lies in it.</param>
    /// <exception cref="ArgumentException">There are not as many labels as annotations.</exception>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public Mask Rasterize(AnnotatedImage image, ReadOnlySpan<byte> labels, PaintOrder order, in MaskGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (labels.Length != image.Annotations.Count)
        {
            throw new ArgumentException($"The image has {image.Annotations.Count} annotations, not {labels.Length}.", nameof(labels));
        }

        MaskLimits.Check(image.Source, geometry.ContentWidth, geometry.ContentHeight, MaxPixels);
        MaskLimits.Check(image.Source, geometry.Width, geometry.Height, MaxPixels);
        var meter = Meter();
        meter.For(image);
        meter.Spend(StepsPerRow * ((long)geometry.ContentHeight + labels.Length));
        CollectLayers(image, labels, order, geometry, meter);
        meter.For(image);
        Mask mask;
        try
        {
            mask = PaintLayers(geometry.ContentWidth, geometry.ContentHeight, meter);
        }
        catch (TooManyRunsException e)
        {
            throw new DatasetException(image.Source, e.Message, e);
        }

        return geometry.IsWhole ? mask : mask.Window(geometry.WindowX, geometry.WindowY, geometry.Width, geometry.Height);
    }

    /// <summary>A rasterizer that goes along the edges whatever it costs.</summary>
    internal static PolygonRasterizer ByChains() => new(new ChainPainter { NeverGivesUp = true }, static () => throw new InvalidOperationException("no planes")) { MaxWork = long.MaxValue };

    /// <summary>A rasterizer that goes through bit planes whatever it costs.</summary>
    internal static PolygonRasterizer ByPlanes(KernelWidth kernel, int wordsPerBand = PlanePainter.DefaultWordsPerBand) =>
        new(null, () => new PlanePainter(kernel, wordsPerBand)) { MaxWork = long.MaxValue };

    /// <summary>Takes back a mask that it made, for the memory of the next one: whoever gives it must not use it any more.</summary>
    internal void Recycle(Mask mask) => _used = mask.Runs.Length <= MostKeptRuns ? mask : null;

    internal Mask RasterizeOne(Polygon polygon, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaskLimits.MaxSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaskLimits.MaxSide);
        _layers.Clear();
        var meter = Meter();
        AddRings(polygon, 1, new VertexSnapper.Scale(width, height, width, height), meter);
        return PaintLayers(width, height, meter);
    }

    private WorkMeter Meter()
    {
        if (_sharedMeter is { } shared)
        {
            return shared;
        }

        var own = _ownMeter ??= new WorkMeter(MaxWork, Cancellation);
        own.Begin();
        return own;
    }

    private Mask PaintLayers(int width, int height, WorkMeter meter)
    {
        var used = _used;
        _used = null;
        if (_chains?.TryPaint(_layers, _vertices, width, height, meter, used) is { } mask)
        {
            return mask;
        }

        // Given up half-way, the planes hold bits; new ones are clean.
        var planes = _planes ?? _newPlanes();
        _planes = null;
        mask = planes.Paint(_layers, _vertices, width, height, meter);
        _planes = planes;
        return mask;
    }

    /// <summary>The annotations to paint, the front one first.</summary>
    private void CollectLayers(AnnotatedImage image, ReadOnlySpan<byte> labels, PaintOrder order, in MaskGeometry geometry, WorkMeter meter)
    {
        _layers.Clear();
        var scale = new VertexSnapper.Scale(image.Width, image.Height, geometry.ContentWidth, geometry.ContentHeight);
        if (order == PaintOrder.V7)
        {
            AddLayers(image, labels, scale, isIgnore: null, meter);
        }
        else
        {
            var ignoreInFront = order == PaintOrder.IgnoreLast;
            AddLayers(image, labels, scale, ignoreInFront, meter);
            AddLayers(image, labels, scale, !ignoreInFront, meter);
        }
    }

    /// <summary>Adds layers, the later in the file first: Ignore alone, all but Ignore, or everything.</summary>
    private void AddLayers(AnnotatedImage image, ReadOnlySpan<byte> labels, in VertexSnapper.Scale scale, bool? isIgnore, WorkMeter meter)
    {
        for (var i = labels.Length - 1; i >= 0; i--)
        {
            var annotation = image.Annotations[i];
            if (labels[i] == 0 || (isIgnore is { } wanted && string.Equals(annotation.Name, Category.Ignore, StringComparison.Ordinal) != wanted))
            {
                continue;
            }

            meter.For(image, i);
            if (annotation.Polygon is { } polygon)
            {
                AddRings(polygon, labels[i], scale, meter);
            }
            else if (annotation is { Kind: AnnotationKind.Mask, Id: { } id } && FindLayer(image, id, meter) is var (layer, value))
            {
                meter.Spend(RasterLayerDecoder.Steps(layer, image.Height + scale.Height));
                var pixels = RasterLayerDecoder.Resample(RasterLayerDecoder.Decode(layer, value, image), scale.Width, scale.Height);
                var end = _layers.Count == 0 ? 0 : _layers[^1].VertexEnd;
                _layers.Add(new PaintedShape(labels[i], new(0, 0, scale.Width - 1, scale.Height - 1), null, end, end, pixels));
            }
        }
    }

    private static (RasterLayer Layer, int Value)? FindLayer(AnnotatedImage image, string id, WorkMeter meter)
    {
        meter.Spend(StepsPerRow * (long)image.Annotations.Count);
        foreach (var annotation in image.Annotations)
        {
            if (annotation.RasterLayer is { } layer && layer.Values.TryGetValue(id, out var value))
            {
                return (layer, value);
            }
        }

        return null;
    }

    /// <summary>Rings that are united are layers of one label.</summary>
    private void AddRings(Polygon polygon, byte label, in VertexSnapper.Scale scale, WorkMeter meter)
    {
        if (!polygon.IsUnion || polygon.RingCount < 2)
        {
            AddPolygon(polygon, label, scale, meter);
            return;
        }

        for (var i = 0; i < polygon.RingCount; i++)
        {
            AddPolygon(polygon.Part(i), label, scale, meter);
        }
    }

    private void AddPolygon(Polygon polygon, byte label, in VertexSnapper.Scale scale, WorkMeter meter)
    {
        var vertexStart = _layers.Count == 0 ? 0 : _layers[^1].VertexEnd;
        var end = vertexStart + polygon.Coordinates.Length;
        if (_vertices.Length < end)
        {
            Array.Resize(ref _vertices, Math.Max(end, _vertices.Length * 2));
        }

        var box = VertexSnapper.Snap(polygon, scale, _vertices.AsSpan(vertexStart..end));
        var shape = new PaintedShape(label, box, polygon, vertexStart, end, null);
        meter.Spend(shape.StepsAlongEdges(_vertices));
        _layers.Add(shape);
    }
}
