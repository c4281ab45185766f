using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats.Voc;

/// <summary>A mask of an image: its pixels are indices, or colours of VOC's map or of labelmap.txt.</summary>
/// <param name="Name">Its file, for messages.</param>
/// <param name="Content">Its pixels.</param>
internal sealed record VocMask(string Name, ColorMask Content)
{
    /// <summary>Width in pixels.</summary>
    public int Width => Content.Mask.Width;

    /// <summary>Height in pixels.</summary>
    public int Height => Content.Mask.Height;

    /// <summary>The numbers of objects, as the XML counts them: indices, or their colours in VOC's map. Void is 255.</summary>
    /// <exception cref="DatasetException">A pixel has another colour.</exception>
    public Mask ByNumber() => Content.IsIndexed ? Content.Mask : WithLabels((_, color) => VocColors.IndexOf(color), "VOC's colours of objects do not name");

    /// <summary>Void alone: 255.</summary>
    public Mask VoidAlone() => WithLabels((label, color) => IsVoid(label, color) ? VocColors.Void : (byte)0, "");

    /// <summary>Every value an object: 1, 2, ... in their order. Void is none.</summary>
    /// <exception cref="DatasetException">There are more objects than a mask has labels.</exception>
    public Mask EachAnObject()
    {
        var objects = 0;
        return WithLabels(
            (label, color) => label == 0 || IsVoid(label, color) ? (byte)0 : ++objects < VocColors.Void ? (byte)objects : null,
            $"is that of one object too many: up to {VocColors.Void - 1} are read");
    }

    /// <summary>
    /// The classes by <see cref="VocLabels.Classes"/>, from 1 on; void is 255. If the file has a palette whose colours the table names, these
    /// count; else its indices do.
    /// </summary>
    /// <exception cref="DatasetException">The table does not name a pixel's class.</exception>
    public Mask ToClasses(VocLabels labels)
    {
        var found = Content.FindLabels();
        return Content.IsIndexed && !found.All(l => Content.ColorOf(l.Label) is { } color && labels.LabelOf(color) is not null)
            ? WithLabels((label, _) => labels.LabelOf(label), labels.NamesNot)
            : WithLabels((_, color) => labels.LabelOf(color), labels.NamesNot);
    }

    private bool IsVoid(byte label, RgbColor color) => Content.IsIndexed ? label == VocColors.Void : color == VocColors.Of(VocColors.Void);

    /// <param name="labelOf">The new label of an old one and its colour; null if it has none.</param>
    /// <param name="problem">What then is wrong: <c>labelmap.txt does not name</c>.</param>
    private Mask WithLabels(Func<byte, RgbColor, byte?> labelOf, string problem)
    {
        var labels = new byte[256];
        foreach (var (label, x, y) in Content.FindLabels())
        {
            var color = Content.ColorOf(label) ?? default;
            labels[label] = labelOf(label, color) ?? throw new DatasetException(
                Name,
                Content.IsIndexed ? $"pixel ({x}, {y}) has value {label}, which {problem}" : $"pixel ({x}, {y}) has the colour {color.R},{color.G},{color.B}, which {problem}");
        }

        return Content.Mask.WithLabels(labels);
    }
}
