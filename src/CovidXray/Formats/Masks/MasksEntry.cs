using CovidXray.Annotations;
using CovidXray.Formats.Sources;
using CovidXray.Masks;

namespace CovidXray.Formats.Masks;

/// <summary>One mask of a folder of masks.</summary>
/// <param name="classes">What its values stand for.</param>
/// <param name="filmName">The film beside it; null if there is none.</param>
internal sealed class MasksEntry(AnnotationFile file, ClassMapping classes, string? filmName) : DatasetEntry
{
    public override string Id => file.Id;

    public override string Source => file.Source;

    protected override AnnotatedImage ReadImage(ReadDetail detail) => ToImage(ReadMask(), detail);

    /// <summary>Keeps the mask packed: to unpack it is a small part of decoding it from its file, and its outlines take ten times as much.</summary>
    private protected override AnnotatedImage ReadImageAhead(PointMemory memory, MemoryRoom room, out Func<PointMemory, AnnotatedImage>? again)
    {
        var mask = ReadMask();
        var packed = PackedMask.Of(mask);
        again = room.TryTake(packed.Length) ? _ => ToImage(packed.Unpack(), ReadDetail.Full) : null;
        return ToImage(mask, ReadDetail.Full);
    }

    private Mask ReadMask()
    {
        using var content = file.Read();
        var mask = classes.HasColors ? ByColor(MaskPngReader.DecodeColors(content.Span, file.Source)) : MaskPngReader.Decode(content.Span, file.Source);
        CheckValues(mask);
        return mask;
    }

    private AnnotatedImage ToImage(Mask mask, ReadDetail detail)
    {
        var annotations = classes.All.SelectMany(c => MaskPngReader.Pieces(mask, c.Value, c.Name));
        return new AnnotatedImage(
            file.Id,
            mask.Width,
            mask.Height,
            [.. detail == ReadDetail.Full ? annotations : annotations.Select(a => a with { Polygon = null })])
        {
            FileName = filmName,
            OriginalFileName = filmName,
            Source = file.Source,
        };
    }

    /// <summary>The values of colours.</summary>
    private Mask ByColor(ColorMask mask)
    {
        var values = new byte[256];
        foreach (var (label, x, y) in mask.FindLabels())
        {
            var color = mask.ColorOf(label) ?? throw new DatasetException(file.Source, $"the file is damaged: pixel ({x}, {y}) has index {label}, which its palette has not");
            values[label] = classes.ValueOf(color)
                ?? throw new DatasetException(file.Source, $"pixel ({x}, {y}) has the colour {color.R} {color.G} {color.B}, which {MaskLayout.MappingFile} does not name (it names {classes.Describe()})");
        }

        return mask.Mask.WithLabels(values);
    }

    private void CheckValues(Mask mask)
    {
        for (var y = 0; y < mask.Height; y++)
        {
            foreach (var run in mask.Row(y))
            {
                if (!classes.Contains(run.Label))
                {
                    throw new DatasetException(file.Source, $"pixel ({run.Start}, {y}) has value {run.Label}, which {MaskLayout.MappingFile} does not name (it names {classes.Describe()})");
                }
            }
        }
    }
}
