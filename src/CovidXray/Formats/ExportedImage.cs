using CovidXray.Annotations;
using CovidXray.Formats.Tables;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Formats;

/// <summary>One image on its way into a format: its annotations as they are to be written, and what goes with them.</summary>
public sealed class ExportedImage
{
    private IReadOnlyList<TableValue>? _fields;

    /// <summary>The image with its annotations; polygons and size are those of the exported film.</summary>
    public required AnnotatedImage Image { get; init; }

    /// <summary>The stem of the image's files: safe, and unique in the export whatever the letter case.</summary>
    public required string Stem { get; init; }

    /// <summary>The name of the film's file: <see cref="Stem"/> and an extension, whether or not the film is exported.</summary>
    public required string FileName { get; init; }

    /// <summary>The film; null where films are not exported or there is none.</summary>
    public Film? Film { get; init; }

    /// <summary>Where the film comes from and under which licence; null where no metadata says so.</summary>
    public ImageOrigin? Origin { get; init; }

    /// <summary>The values of <see cref="DatasetContents.Fields"/>, one for each.</summary>
    public IReadOnlyList<TableValue> Fields
    {
        get => _fields ??= FindFields?.Invoke() ?? [];
        init => _fields = value;
    }

    /// <summary>Finds <see cref="Fields"/> once a format asks for them, as most do not.</summary>
    internal Func<IReadOnlyList<TableValue>>? FindFields { get; init; }

    /// <summary>Paints annotations. Belongs to the thread that prepares the image.</summary>
    public required MaskPainter Painter { get; init; }

    /// <summary>The mask of all categories in a list, Ignore in front.</summary>
    /// <param name="labels">Which categories are painted, with which labels.</param>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public Mask Mask(LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Painter.Paint(Image, LabelsOf(Image, labels));
    }

    /// <summary>The mask of one annotation: label 1.</summary>
    /// <param name="index">Its position among the image's annotations.</param>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public Mask Mask(int index)
    {
        var each = new byte[Image.Annotations.Count];
        each[index] = 1;
        return Painter.Paint(Image, each);
    }

    /// <summary>The label of each annotation of an image; 0 for what has none.</summary>
    internal static byte[] LabelsOf(AnnotatedImage image, LabelMap labels) => [.. image.Annotations.Select(a => labels[a.Name])];
}
