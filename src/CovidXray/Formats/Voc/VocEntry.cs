using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Masks;

namespace CovidXray.Formats.Voc;

/// <summary>One image of a VOC dataset.</summary>
/// <param name="root">The folder in which the masks' folders are; null if there are none.</param>
/// <param name="labels">The classes' names.</param>
internal sealed class VocEntry(AnnotationFile file, string? root, VocLabels labels) : DatasetEntry
{
    public override string Id => file.Id;

    public override string Source => file.Source;

    protected override AnnotatedImage ReadImage(ReadDetail detail)
    {
        using var content = file.Read();
        var document = VocReader.Read(content.Span, file.Source);
        var (classes, objects) = (ReadMask(VocFormat.ClassFolder, document), ReadMask(VocFormat.ObjectFolder, document));
        var annotations = new List<Annotation>();
        AddObjects(document, objects, annotations);
        AddNameless(document, classes, objects, annotations);
        if ((classes ?? objects) is { } mask)
        {
            annotations.AddRange(MaskPngReader.Pieces(mask, VocColors.Void, Category.Ignore));
        }

        if (document.Width < 1 || document.Height < 1)
        {
            throw new DatasetException(file.Source, "the <size> is missing, or below one pixel, and there is no mask to tell it");
        }

        return new AnnotatedImage(
            file.Id,
            document.Width,
            document.Height,
            [.. detail == ReadDetail.Full ? annotations : annotations.Select(a => a with { Polygon = null })])
        {
            FileName = document.FileName,
            OriginalFileName = document.FileName,
            DatasetName = document.Database is "Unknown" or "" ? null : document.Database,
            Source = file.Source,
        };
    }

    /// <summary>The nth object has the pixels of value n; without pixels it is its box.</summary>
    private static void AddObjects(VocDocument document, Mask? objects, List<Annotation> annotations)
    {
        for (var i = 0; i < document.Objects.Count; i++)
        {
            var one = document.Objects[i];
            var box = document.ToBox(one);
            var polygon = objects is null || i >= VocColors.Void - 1 ? null : MaskPngReader.Whole(objects, (byte)(i + 1), one.Name);
            annotations.Add(polygon is null
                ? new Annotation { Name = one.Name, Kind = AnnotationKind.BoundingBox, BoundingBox = box, Extras = one.Extras }
                : polygon with { BoundingBox = IsBoxOf(box, objects!, (byte)(i + 1)) ? null : box, Extras = one.Extras });
        }
    }

    /// <summary>Whether a box says no more than the pixels do. It does where others lie over them.</summary>
    private static bool IsBoxOf(BoundingBox box, Mask mask, byte label) =>
        mask.BoundingBox(label) is { } pixels && box == new BoundingBox(pixels.X, pixels.Y, pixels.Width, pixels.Height);

    /// <summary>Pixels of objects that the XML does not list, and of classes where there are no objects: named by labelmap.txt.</summary>
    private void AddNameless(VocDocument document, Mask? classes, Mask? objects, List<Annotation> annotations)
    {
        if (objects is not null)
        {
            foreach (var label in Labels(objects).Where(l => l > document.Objects.Count && l != VocColors.Void))
            {
                throw new DatasetException(file.Source, $"{VocFormat.ObjectFolder} has pixels of object {label}; the XML lists {document.Objects.Count}");
            }

            return;
        }

        foreach (var label in classes is null ? [] : Labels(classes).Where(l => l != VocColors.Void))
        {
            var name = labels[label] ?? throw new DatasetException(file.Source, $"{VocFormat.ClassFolder} has pixels of class {label}, there is no {VocFormat.ObjectFolder}, and {VocLabels.FileName} does not name the class");

            // The boxes of this class are the same objects.
            annotations.RemoveAll(a => a.Kind == AnnotationKind.BoundingBox && a.Name == name);
            annotations.AddRange(MaskPngReader.Pieces(classes!, label, name));
        }
    }

    private static SortedSet<byte> Labels(Mask mask)
    {
        var found = new SortedSet<byte>();
        foreach (var run in mask.Runs)
        {
            found.Add(run.Label);
        }

        return found;
    }

    /// <summary>A mask of the image; null if there is none. It gives the size where the XML does not.</summary>
    private Mask? ReadMask(string folder, VocDocument document)
    {
        var name = $"{folder}/{file.Id}.png";
        if (root is null || MaskPngReader.ReadIfThere(Path.Combine(root, folder, file.Id + ".png"), name) is not { } mask)
        {
            return null;
        }

        if (document.Width < 1 || document.Height < 1)
        {
            (document.Width, document.Height) = (mask.Width, mask.Height);
        }

        return (mask.Width, mask.Height) == (document.Width, document.Height)
            ? mask
            : throw new DatasetException(name, $"the mask is {mask.Width}x{mask.Height}, the image in {file.Source} {document.Width}x{document.Height}");
    }
}
