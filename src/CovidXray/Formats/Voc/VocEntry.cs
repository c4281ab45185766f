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
    private const string Replaced = "polygons of objects that masks have pixels for, which count";

    public override string Id => file.Id;

    public override string Source => file.Source;

    protected override AnnotatedImage ReadImage(ReadDetail detail)
    {
        using var content = file.Read();
        var document = VocReader.Read(content.Span, file.Source);
        var (classes, objects) = (ReadMask(VocFormat.ClassFolder, document), ReadMask(VocFormat.ObjectFolder, document));
        var annotations = new List<Annotation>();
        var notes = new VocNotes();
        AddObjects(document, objects, annotations, notes);
        AddNameless(document, classes, objects, annotations, notes);
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
            Notes = notes.ToList(),
        };
    }

    /// <summary>The nth object has the pixels of value n; without pixels it is its polygon, else its box.</summary>
    private static void AddObjects(VocDocument document, Mask? objects, List<Annotation> annotations, VocNotes notes)
    {
        for (var i = 0; i < document.Objects.Count; i++)
        {
            var one = document.Objects[i];
            if (one.IsDeleted)
            {
                notes.Add("deleted objects, which are left out", one.Name);
                continue;
            }

            var (box, polygon) = (document.ToBox(one), document.ToPolygon(one));
            var pixels = objects is null || i >= VocColors.Void - 1 ? null : MaskPngReader.Whole(objects, (byte)(i + 1), one.Name);
            if (pixels is not null)
            {
                notes.Add(Replaced, one.Name, polygon is null ? 0 : 1);
                annotations.Add(pixels with { BoundingBox = box is { } given && !IsBoxOf(given, objects!, (byte)(i + 1)) ? given : null, Extras = one.Extras });
                continue;
            }

            notes.Add("objects of several polygons, where what lies in two of them is outside", one.Name, polygon is { RingCount: > 1 } ? 1 : 0);
            annotations.Add(new Annotation
            {
                Name = one.Name,
                Kind = polygon is null ? AnnotationKind.BoundingBox : AnnotationKind.Polygon,
                Polygon = polygon,
                BoundingBox = box,
                Extras = one.Extras,
            });
        }
    }

    /// <summary>Whether a box says no more than the pixels do. It does where others lie over them.</summary>
    private static bool IsBoxOf(BoundingBox box, Mask mask, byte label) =>
        mask.BoundingBox(label) is { } pixels && box == new BoundingBox(pixels.X, pixels.Y, pixels.Width, pixels.Height);

    /// <summary>Pixels of objects that the XML does not list, and of classes where there are no objects: named by labelmap.txt.</summary>
    private void AddNameless(VocDocument document, Mask? classes, Mask? objects, List<Annotation> annotations, VocNotes notes)
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

            // The boxes and polygons of this class are the same objects.
            notes.Add(Replaced, name, annotations.RemoveAll(a => a.Name == name && a.Kind == AnnotationKind.Polygon));
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
