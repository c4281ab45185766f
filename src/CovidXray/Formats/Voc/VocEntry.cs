using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Formats.Voc;

/// <summary>One image of a VOC dataset.</summary>
/// <param name="id">Its id: the file's name unless that of another folder has it. Then it is the film's name, too, so that exports hold both.</param>
/// <param name="file">Its files.</param>
internal sealed class VocEntry(string id, VocFile file) : DatasetEntry
{
    private const string Replaced = "polygons of objects that masks have pixels for, which count";

    private VocFilm? _film;

    private bool HasXml => file.Extension.Length > 0;

    public override string Id => id;

    public override string Source => file.Source;

    /// <summary>The film in the dataset's folders. If the document was not read yet, it is read for this.</summary>
    public override string? FilmPath => (_film ?? FindFilm()).Path;

    protected override AnnotatedImage ReadImage(ReadDetail detail)
    {
        var document = ReadDocumentFile();
        var notes = new VocNotes();
        var film = _film = VocFilm.Of(file, document.FileName);
        film.AddNotes(notes, document.FileName, HasXml);
        SetSize(document, film, HasXml);
        var (classes, objects) = (Fitting(file.Folder.ReadClasses(file), document), Fitting(file.Folder.ReadObjects(file), document));
        var annotations = new List<Annotation>();
        if (HasXml)
        {
            AddListed(document, classes, objects, annotations, notes);
        }
        else if (classes is not null)
        {
            annotations.AddRange(VocMaskObjects.Of(classes, objects, file.Folder.Labels));
        }

        if ((classes ?? objects) is { } mask)
        {
            annotations.AddRange(MaskPngReader.Pieces(mask.VoidAlone(), VocColors.Void, Category.Ignore));
        }

        if (document.Width < 1 || document.Height < 1)
        {
            throw new DatasetException(file.Source, "the <size> is missing, or below one pixel, and there is neither a film nor a mask to tell it");
        }

        return new AnnotatedImage(
            id,
            document.Width,
            document.Height,
            [.. detail == ReadDetail.Full ? annotations : annotations.Select(a => a with { Polygon = null })])
        {
            FileName = film.Name,
            OriginalFileName = id == file.Stem || film.Name is null ? film.Name : id + Path.GetExtension(film.Name),
            DatasetName = document.Database is "Unknown" or "" ? null : document.Database,
            Source = file.Source,
            Notes = notes.ToList(),
        };
    }

    private VocDocument ReadDocumentFile()
    {
        if (!HasXml)
        {
            return new VocDocument();
        }

        using var content = file.Folder.Read(file);
        return VocReader.Read(content.Span, file.Source);
    }

    private VocFilm FindFilm()
    {
        if (file.Folder.Films.IsEmpty)
        {
            return VocFilm.None;
        }

        try
        {
            return _film = VocFilm.Of(file, ReadDocumentFile().FileName);
        }
        catch (DatasetException)
        {
            // The image says so when it is read.
            return VocFilm.None;
        }
    }

    /// <summary>A size that the document does not say is the film's. Without a document the masks say it.</summary>
    private static void SetSize(VocDocument document, VocFilm film, bool hasXml)
    {
        if (hasXml && (document.Width < 1 || document.Height < 1) && film.Path is { } path)
        {
            var header = FilmHeader.Read(path);
            (document.Width, document.Height) = (header.Width, header.Height);
        }
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

            notes.Add("objects named background, which are read as a category", one.Name, one.Name == "background" ? 1 : 0);
            var (box, polygon) = (document.ToBox(one), document.ToPolygon(one));
            notes.Add("boxes that begin before the first pixel, as VOC counts from 1; do they count from 0?", one.Name, box is { X: < 0 } or { Y: < 0 } ? 1 : 0);
            var pixels = objects is null || i >= VocColors.Void - 1 ? null : MaskPngReader.Whole(objects, (byte)(i + 1), one.Name);
            if (pixels is not null)
            {
                notes.Add(Replaced, one.Name, polygon is null ? 0 : 1);
                annotations.Add(pixels with { BoundingBox = box is { } given && !IsBoxOf(given, objects!, (byte)(i + 1)) ? given : null, Extras = one.Extras });
                continue;
            }

            notes.Add("objects of several polygons, which are united", one.Name, polygon is { RingCount: > 1 } ? 1 : 0);
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

    /// <summary>What the XML lists, and what masks have beside it, which the table of classes names.</summary>
    private void AddListed(VocDocument document, VocMask? classes, VocMask? objects, List<Annotation> annotations, VocNotes notes)
    {
        var isListed = objects is null || classes is null || file.Folder.Labels == VocLabels.None || !HasMore(objects, document);
        var numbers = isListed ? objects?.ByNumber() : null;
        AddObjects(document, numbers, annotations, notes);
        if (!isListed)
        {
            // Datumaro lists boxes alone. A box around an object's pixels is that object.
            foreach (var found in VocMaskObjects.Of(classes!, objects, file.Folder.Labels))
            {
                annotations.RemoveAll(a => a.Kind == AnnotationKind.BoundingBox && a.Name == found.Name && IsAround(a.BoundingBox!.Value, found.Polygon!));
                annotations.Add(found);
            }
        }
        else if (numbers is null)
        {
            AddClasses(classes, annotations, notes);
        }
        else if (Labels(numbers).FirstOrDefault(l => l > document.Objects.Count && l != VocColors.Void) is > 0 and var label)
        {
            throw new DatasetException(file.Source, $"{VocFormat.ObjectFolder} has pixels of object {label}; the XML lists {document.Objects.Count}");
        }
    }

    /// <summary>Whether a mask has objects that the XML does not list.</summary>
    private static bool HasMore(VocMask objects, VocDocument document) =>
        Labels(objects.EachAnObject()).Count > document.Objects.Count
        || (objects.Content.IsIndexed && Labels(objects.Content.Mask).Any(l => l > document.Objects.Count && l != VocColors.Void));

    private static bool IsAround(BoundingBox box, Polygon pixels) =>
        pixels.BoundingBox is { } inner && box == new BoundingBox(inner.X, inner.Y, inner.Width + 1, inner.Height + 1);

    /// <summary>Pieces of classes, where there are no objects.</summary>
    private void AddClasses(VocMask? classes, List<Annotation> annotations, VocNotes notes)
    {
        if (classes is null)
        {
            return;
        }

        var labelled = classes.ToClasses(file.Folder.Labels);
        foreach (var label in Labels(labelled).Where(l => l != VocColors.Void))
        {
            // The boxes and polygons of this class are the same objects.
            var name = file.Folder.Labels.Classes[label - 1];
            notes.Add(Replaced, name, annotations.RemoveAll(a => a.Name == name && a.Kind == AnnotationKind.Polygon));
            annotations.RemoveAll(a => a.Kind == AnnotationKind.BoundingBox && a.Name == name);
            annotations.AddRange(MaskPngReader.Pieces(labelled, label, name));
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

    /// <summary>A mask of the image, checked to be of its size. It gives the size where neither the XML nor a film does.</summary>
    private VocMask? Fitting(VocMask? mask, VocDocument document)
    {
        if (mask is not null && (document.Width < 1 || document.Height < 1))
        {
            (document.Width, document.Height) = (mask.Width, mask.Height);
        }

        return mask is null || (mask.Width, mask.Height) == (document.Width, document.Height)
            ? mask
            : throw new DatasetException(mask.Name, $"the mask is {mask.Width}x{mask.Height}, the image in {file.Source} {document.Width}x{document.Height}");
    }
}
