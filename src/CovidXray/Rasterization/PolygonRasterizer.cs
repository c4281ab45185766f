using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Rasterization;

/// <summary>Polygons to masks by V7's pixel rule: the published masks come out bit for bit.</summary>
/// <remarks>
/// A pixel (x, y) is the lattice point (x, y). Points are clamped into the image and rounded, halves to even; the inside is
/// even-odd over all rings of an annotation; every edge is painted too. So every polygon paints at least one pixel, and
/// rings of one or two points paint a point or a line. Masks in a raster layer paint their own pixels.
/// <para>The work goes through the image in bands of rows, so that buffers stay small however large the image is, and in each
/// band from the front annotation to the back one, so that each gives just the pixels that stay visible.
/// A rasterizer keeps its buffers between images; use one for each thread.</para>
/// </remarks>
public sealed class PolygonRasterizer
{
    // Words of a bit plane in one band: 512 KiB, which stays in a core's second cache with the two planes beside it.
    private const int WordsPerBand = 1 << 16;

    private readonly KernelWidth _kernel;
    private readonly int _wordsPerBand;
    private readonly List<Layer> _layers = [];
    private BitBand _band = new();
    private RunCollector _runs = new();
    private int[] _vertices = [];
    private ulong[] _covered = [];

    /// <summary>Creates a rasterizer with the widest vectors that the machine has.</summary>
    public PolygonRasterizer()
        : this(KernelWidths.Best, WordsPerBand)
    {
    }

    internal PolygonRasterizer(KernelWidth kernel, int wordsPerBand = WordsPerBand)
    {
        _kernel = kernel;
        _wordsPerBand = wordsPerBand;
    }

    /// <summary>The most pixels that an image may have; more is a <see cref="DatasetException"/>.</summary>
    public long MaxPixels { get; init; } = MaskLimits.DefaultMaxPixels;

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
        CollectLayers(image, labels, order, geometry);
        Mask mask;
        try
        {
            mask = PaintLayers(geometry.ContentWidth, geometry.ContentHeight);
        }
        catch (InvalidOperationException e)
        {
            // Given up half-way, the planes hold bits; new ones are clean.
            _band = new BitBand();
            _runs = new RunCollector();
            throw new DatasetException(image.Source, e.Message, e);
        }

        return geometry.IsWhole ? mask : mask.Window(geometry.WindowX, geometry.WindowY, geometry.Width, geometry.Height);
    }

    internal Mask RasterizeOne(Polygon polygon, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaskLimits.MaxSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaskLimits.MaxSide);
        _layers.Clear();
        AddPolygon(polygon, 1, new VertexSnapper.Scale(width, height, width, height), vertexStart: 0);
        return PaintLayers(width, height);
    }

    /// <summary>The annotations to paint, the front one first.</summary>
    private void CollectLayers(AnnotatedImage image, ReadOnlySpan<byte> labels, PaintOrder order, in MaskGeometry geometry)
    {
        _layers.Clear();
        var scale = new VertexSnapper.Scale(image.Width, image.Height, geometry.ContentWidth, geometry.ContentHeight);
        if (order == PaintOrder.V7)
        {
            AddLayers(image, labels, scale, _ => true);
        }
        else
        {
            var ignoreInFront = order == PaintOrder.IgnoreLast;
            AddLayers(image, labels, scale, annotation => IsIgnore(annotation) == ignoreInFront);
            AddLayers(image, labels, scale, annotation => IsIgnore(annotation) != ignoreInFront);
        }

        static bool IsIgnore(Annotation annotation) => string.Equals(annotation.Name, Category.Ignore, StringComparison.Ordinal);
    }

    private void AddLayers(AnnotatedImage image, ReadOnlySpan<byte> labels, in VertexSnapper.Scale scale, Func<Annotation, bool> isChosen)
    {
        for (var i = labels.Length - 1; i >= 0; i--)
        {
            var annotation = image.Annotations[i];
            if (labels[i] == 0 || !isChosen(annotation))
            {
                continue;
            }

            if (annotation.Polygon is { } polygon)
            {
                AddPolygon(polygon, labels[i], scale, _layers.Count == 0 ? 0 : _layers[^1].VertexEnd);
            }
            else if (annotation is { Kind: AnnotationKind.Mask, Id: { } id } && FindLayer(image, id) is var (layer, value))
            {
                var pixels = RasterLayerDecoder.Resample(RasterLayerDecoder.Decode(layer, value, image), scale.Width, scale.Height);
                var end = _layers.Count == 0 ? 0 : _layers[^1].VertexEnd;
                _layers.Add(new Layer(labels[i], new(0, 0, scale.Width - 1, scale.Height - 1), null, end, end, pixels));
            }
        }
    }

    private static (RasterLayer Layer, int Value)? FindLayer(AnnotatedImage image, string id)
    {
        foreach (var annotation in image.Annotations)
        {
            if (annotation.RasterLayer is { } layer && layer.Values.TryGetValue(id, out var value))
            {
                return (layer, value);
            }
        }

        return null;
    }

    private void AddPolygon(Polygon polygon, byte label, in VertexSnapper.Scale scale, int vertexStart)
    {
        var end = vertexStart + polygon.Coordinates.Length;
        if (_vertices.Length < end)
        {
            Array.Resize(ref _vertices, Math.Max(end, _vertices.Length * 2));
        }

        var box = VertexSnapper.Snap(polygon, scale, _vertices.AsSpan(vertexStart..end));
        _layers.Add(new Layer(label, box, polygon, vertexStart, end, null));
    }

    private Mask PaintLayers(int width, int height)
    {
        const int Group = BitBand.RowsPerGroup;
        var mask = new MaskBuilder(width, height);
        var stride = (width >> 6) + 1;
        var bandRows = Math.Clamp(_wordsPerBand / stride, Group, height + Group - 1) & ~(Group - 1);
        for (var top = 0; top < height; top += bandRows)
        {
            PaintBand(top, bandRows, stride);
            _runs.MoveTo(mask, Math.Min(bandRows, height - top));
        }

        return mask.ToMask();
    }

    private void PaintBand(int top, int rows, int stride)
    {
        if (_covered.Length < rows * stride)
        {
            _covered = new ulong[rows * stride];
        }

        _covered.AsSpan(0, rows * stride).Clear();
        foreach (var layer in _layers)
        {
            // Only the groups of rows that the annotation touches.
            var first = Math.Max(layer.Box.Top - top, 0) & ~(BitBand.RowsPerGroup - 1);
            var end = Math.Min((layer.Box.Bottom - top + BitBand.RowsPerGroup) & ~(BitBand.RowsPerGroup - 1), rows);
            if (layer.Box.IsEmpty || end <= first)
            {
                continue;
            }

            _band.Cover(top + first, end - first, layer.Box.Left, layer.Box.Right);
            Trace(layer);
            BandFiller.Fill(_kernel, _band, _covered.AsSpan(first * stride), stride);
            _runs.Collect(_band, first, layer.Label);
        }
    }

    private void Trace(Layer layer)
    {
        if (layer.Pixels is { } pixels)
        {
            for (var row = 0; row < Math.Min(_band.Rows, pixels.Height - _band.Top); row++)
            {
                foreach (var run in pixels.Row(_band.Top + row))
                {
                    _band.FillOutline(row, run.Start, run.End - 1);
                }
            }

            return;
        }

        var start = layer.VertexStart;
        foreach (var end in layer.Polygon!.RingEnds)
        {
            EdgeTracer.TraceRing(_band, _vertices.AsSpan(start..(layer.VertexStart + end)));
            start = layer.VertexStart + end;
        }
    }

    /// <summary>What one annotation paints: snapped vertices, or pixels that are there already.</summary>
    private readonly record struct Layer(
        byte Label,
        VertexSnapper.VertexBox Box,
        Polygon? Polygon,
        int VertexStart,
        int VertexEnd,
        Mask? Pixels);
}
