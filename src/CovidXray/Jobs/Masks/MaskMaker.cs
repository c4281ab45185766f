using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Masks;

/// <summary>Makes masks and writes none: what a thread needs to paint and encode, with buffers of its own.</summary>
internal sealed class MaskMaker(MaskLayout layout, MasksOptions options, WorkMeter meter)
{
    private readonly PolygonRasterizer _rasterizer = new(meter) { MaxPixels = options.MaxPixels };
    private readonly MaskPngEncoder _encoder = new();
    private readonly PointMemory _points = new();

    /// <summary>Reads an image, and counts its work from here on. It is good until the next one is read.</summary>
    /// <exception cref="DatasetException">The image's document is bad.</exception>
    public AnnotatedImage Read(DatasetEntry entry)
    {
        meter.Begin();
        return entry.Read(_points);
    }

    /// <summary>Makes the mask or masks of one image.</summary>
    /// <exception cref="DatasetException">The image's document is bad.</exception>
    public IEnumerable<MadeMask> Make(DatasetEntry entry, string stem)
    {
        var image = Read(entry);
        var geometry = GeometryOf(image);
        var labels = LabelsOf(image);
        if (!layout.HasInstances)
        {
            yield return new MadeMask(options.FileOf(stem), Encode(Paint(image, labels, options.Order, geometry)).ToArray(), Row: null);
            yield break;
        }

        var number = 0;
        foreach (var (i, mask) in Instances(image, labels, geometry))
        {
            var name = MaskInstance.FileName(stem, number++);
            yield return new MadeMask(name, Encode(mask).ToArray(), MaskInstance.Row(name, image, i, mask, labels[i]));
        }
    }

    public byte[] LabelsOf(AnnotatedImage image) => layout.LabelsOf(image, i => LungSides.Find(i, _rasterizer));

    public MaskGeometry GeometryOf(AnnotatedImage image) => options.Size is var (width, height)
        ? MaskGeometry.Resize(image.Width, image.Height, width, height, options.Fit)
        : MaskGeometry.Original(image.Width, image.Height);

    public Mask Paint(AnnotatedImage image, byte[] labels, PaintOrder order, in MaskGeometry geometry) => _rasterizer.Rasterize(image, labels, order, geometry);

    /// <summary>Takes back a mask that is not used any more.</summary>
    public void Recycle(Mask mask) => _rasterizer.Recycle(mask);

    /// <summary>The file of a mask, until the next one is encoded.</summary>
    public ReadOnlySpan<byte> Encode(Mask mask) => _encoder.Encode(mask, layout.Format);

    /// <summary>The mask of each painted annotation alone.</summary>
    public IEnumerable<(int Index, Mask Mask)> Instances(AnnotatedImage image, byte[] labels, MaskGeometry geometry)
    {
        var single = new byte[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] != 0 && image.Annotations[i].IsPainted)
            {
                meter.For(image, i);
                meter.Spend(MaskInstance.StepsPerFile);
                single[i] = labels[i];
                yield return (i, Paint(image, single, PaintOrder.V7, geometry));
                single[i] = 0;
            }
        }
    }
}

/// <summary>A mask as it would be written.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Content">The file.</param>
/// <param name="Row">Its row of the table of instances, where there is one.</param>
internal readonly record struct MadeMask(string Name, byte[] Content, string[]? Row);
