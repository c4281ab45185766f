using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Json;
using CovidXray.Texts;

namespace CovidXray.Formats.Darwin;

/// <summary>Reads one Darwin JSON document, version 1.0 (V7's release) or 2.0, in one pass.</summary>
/// <remarks>
/// Keys come in any order and the version may stand last, so the two versions share one reader: <c>image</c> makes a
/// document 1.0, <c>item</c> makes it 2.0, and an annotation may take either form. Whatever has no property in the model is
/// kept as raw JSON.
/// </remarks>
internal ref struct DarwinReader
{
    private const string OtherSlots = "annotations of other slots, which are left out (--slot NAME takes another, --slot all makes each an image)";
    private const string VideoFrames = "annotations of frames of video, which are never drawn";
    private const string MasksWithoutPixels = "masks of which no raster layer has pixels";

    private readonly SlotChoice _slot;
    private JsonCursor _json;
    private DarwinAnnotationReader _annotations;

    private DarwinReader(ReadOnlySpan<byte> document, string source, ReadDetail detail, SlotChoice slot, bool scansPoints, PointMemory? memory)
    {
        _slot = slot;
        _json = new JsonCursor(document, source);
        _annotations = new DarwinAnnotationReader(detail, scansPoints, memory);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="document">UTF-8, with or without a byte order mark.</param>
    /// <param name="source">The file's name for messages.</param>
    /// <param name="detail">How much to read.</param>
    /// <param name="slot">Which slot of an item.</param>
    /// <param name="memory">Takes the points of polygons; null if each has memory of its own.</param>
    /// <exception cref="DatasetException">The document is damaged or not Darwin JSON, or has no such slot.</exception>
    public static AnnotatedImage Read(ReadOnlySpan<byte> document, string id, string source, ReadDetail detail, SlotChoice slot = default, PointMemory? memory = null)
    {
        document = ByteOrderMark.Skip(document);
        if (document.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            throw new DatasetException(source, "the file is empty; expected Darwin JSON");
        }

        if (document is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [(byte)'{', 0, ..] or [0, (byte)'{', ..])
        {
            throw new DatasetException(source, "the file is UTF-16; save it as UTF-8");
        }

        try
        {
            return ReadOnce(document, id, source, detail, slot, scansPoints: true, memory);
        }
        catch (DatasetException)
        {
            // The plain reader has counted all lines, so it can say where it is wrong.
            return ReadOnce(document, id, source, detail, slot, scansPoints: false, memory);
        }
    }

    /// <summary>Reads a document that is not empty.</summary>
    /// <param name="document">UTF-8 without byte order mark.</param>
    /// <param name="source">The file's name for messages.</param>
    /// <param name="detail">How much to read.</param>
    /// <param name="slot">Which slot of an item.</param>
    /// <param name="scansPoints">Whether arrays of points go through <see cref="PointScanner"/>; then errors have a wrong place.</param>
    /// <param name="memory">Takes the points of polygons; null if each has memory of its own.</param>
    internal static AnnotatedImage ReadOnce(ReadOnlySpan<byte> document, string id, string source, ReadDetail detail, SlotChoice slot, bool scansPoints, PointMemory? memory = null)
    {
        var reader = new DarwinReader(document, source, detail, slot, scansPoints, memory);
        try
        {
            return reader.ReadDocument(id);
        }
        catch (JsonException e)
        {
            throw JsonPosition.SyntaxError(source, document, e);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            throw reader._json.FailAsNotUtf8();
        }
        finally
        {
            reader._annotations.Dispose();
        }
    }

    /// <summary>The names of an item's slots that have films, in their order; none in a document without slots, or one that is damaged.</summary>
    /// <param name="document">UTF-8, with or without a byte order mark.</param>
    /// <param name="source">The file's name for messages.</param>
    public static IReadOnlyList<string> SlotsWithFilms(ReadOnlySpan<byte> document, string source)
    {
        try
        {
            var json = new JsonCursor(ByteOrderMark.Skip(document), source);
            json.Read();
            json.Require(JsonTokenType.StartObject, "the document");
            while (json.NextMember())
            {
                if (json.NameIs("item"u8))
                {
                    return [.. DarwinItemReader.ReadSlots(ref json, out _).Slots.Where(s => s.HasFilm).Select(s => s.Name)];
                }

                json.SkipValue();
            }
        }
        catch (Exception e) when (e is DatasetException or JsonException or InvalidOperationException)
        {
            // Whoever reads the image says what is wrong.
        }

        return [];
    }

    private AnnotatedImage ReadDocument(string id)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw _json.Fail($"found {_json.Found()}, expected an object with 'image' (Darwin 1.0) or 'item' (Darwin 2.0)");
        }

        var extras = new List<JsonMember>();
        var annotations = new List<Annotation>();
        List<DarwinSlotNames>? slots = null;
        string? version = null;
        string? dataset = null;
        DarwinImage? image = null;
        while (_json.NextMember())
        {
            if (_json.NameIs("annotations"u8))
            {
                ReadAnnotations(annotations, ref slots);
            }
            else if (_json.NameIs("image"u8))
            {
                image = DarwinImageReader.ReadImage(ref _json);
            }
            else if (image is null && _json.NameIs("images"u8))
            {
                throw _json.Fail("found 'images', as COCO JSON has; expected 'image' (Darwin 1.0) or 'item' (Darwin 2.0)");
            }
            else if (_json.NameIs("item"u8))
            {
                image = DarwinItemReader.ReadItem(ref _json, _slot.Name);
            }
            else if (_json.NameIs("version"u8))
            {
                version = _json.ReadText("version");
            }
            else if (_json.NameIs("dataset"u8))
            {
                dataset = _json.ReadText("dataset");
            }
            else
            {
                extras.Add(_json.ReadRaw());
            }
        }

        // Bytes behind the document are an error, too: it may have been written over a longer one.
        while (_json.Read())
        {
        }

        if (image is null)
        {
            throw _json.Fail($"there is neither 'image' (Darwin 1.0) nor 'item' (Darwin 2.0); {OtherJson.Describe([.. extras.Select(e => e.Name)])}", offset: 0);
        }

        if (_slot.Name is { } name && image.Slot is null && name != DarwinWriter.OnlySlot)
        {
            throw _json.Fail($"there is no slot '{ForeignText.Quote(name)}': documents of Darwin 1.0 have none", offset: 0);
        }

        var leftOut = image.Slots.Count == 0 || (image.Slots.Count == 1 && slots is null) ? 0 : TakeOwn(annotations, slots, image);
        return new AnnotatedImage(id, image.Width, image.Height, annotations)
        {
            Slot = image.Slot?.Name,
            IsOneOfSlots = image.Slots.Count > 1,
            Item = _slot.Item is { } item ? new SlotItem(item, image.Slots.IndexOf(image.Slot!)) : null,
            Notes = Notes(annotations, _slot.Item is null ? leftOut : 0),
            Seq = image.Seq,
            FileName = image.FileName,
            OriginalFileName = image.OriginalFileName,
            Url = image.Url,
            ThumbnailUrl = image.ThumbnailUrl,
            WorkviewUrl = image.WorkviewUrl,
            Folder = image.Folder,
            DatasetName = dataset ?? image.DatasetName,
            DocumentVersion = version ?? (image.IsItem ? "2.0" : "1.0"),
            Source = _json.Source,
            Extras = extras,
            ImageExtras = image.Extras,
        };
    }

    private void ReadAnnotations(List<Annotation> annotations, ref List<DarwinSlotNames>? slots)
    {
        _json.BeginArray("annotations");
        while (_json.NextElement())
        {
            annotations.Add(_annotations.Read(ref _json, annotations.Count, out var names));
            if (names.Names is not null || slots is not null)
            {
                // Of those before, none said anything.
                slots ??= [.. Enumerable.Repeat(default(DarwinSlotNames), annotations.Count - 1)];
                slots.Add(names);
            }
        }
    }

    /// <summary>Removes the annotations of other slots: nothing of another slot ever reaches an image.</summary>
    /// <returns>How many there were.</returns>
    private readonly int TakeOwn(List<Annotation> annotations, List<DarwinSlotNames>? slots, DarwinImage image)
    {
        var own = 0;
        for (var i = 0; i < annotations.Count; i++)
        {
            var names = slots?[i].Names;
            if (names?.FirstOrDefault(n => !image.SlotNames.Contains(n)) is { } stranger)
            {
                throw _json.Fail($"slot_names has '{ForeignText.Quote(stranger)}', which is none of the item's slots ({DarwinItemReader.Names(image)})", slots![i].Start);
            }

            // What says nothing of slots is in the first, a tag in all.
            var annotation = annotations[i];
            if (image.Slots.Count < 2 || (names is null ? annotation.Kind == AnnotationKind.Tag || image.Slot == image.Slots[0] : names.Contains(image.Slot!.Name, StringComparer.Ordinal)))
            {
                annotations[own++] = annotation;
            }
        }

        var leftOut = annotations.Count - own;
        annotations.RemoveRange(own, leftOut);
        return leftOut;
    }

    private static IReadOnlyList<ReadingNote> Notes(List<Annotation> annotations, int leftOut)
    {
        var frames = annotations.Count(a => a.Kind == AnnotationKind.Other && a.Extras.Any(e => e.Name == "frames"));
        var empty = annotations.Exists(a => a.Kind == AnnotationKind.Mask) ? CountWithoutPixels(annotations) : 0;
        return leftOut + frames + empty == 0 ? [] :
        [
            .. leftOut > 0 ? new ReadingNote[] { new(OtherSlots, leftOut) } : [],
            .. frames > 0 ? new ReadingNote[] { new(VideoFrames, frames) } : [],
            .. empty > 0 ? new ReadingNote[] { new(MasksWithoutPixels, empty) } : [],
        ];
    }

    /// <summary>The masks that no raster layer has a value for; none if layers were read without their runs.</summary>
    private static int CountWithoutPixels(List<Annotation> annotations)
    {
        var layers = annotations.Where(a => a.Kind == AnnotationKind.RasterLayer).Select(a => a.RasterLayer).ToList();
        return layers.Contains(null) ? 0 : annotations.Count(a => a.Kind == AnnotationKind.Mask && !layers.Exists(l => a.Id is { } id && l!.Values.ContainsKey(id)));
    }
}

/// <summary>Which slot of an item an image is taken from; by default the first.</summary>
/// <param name="Name">The slot's name; null for the first.</param>
/// <param name="Item">The item's identifier, if each of its slots is an image of its own; else null.</param>
internal readonly record struct SlotChoice(string? Name, string? Item = null);
