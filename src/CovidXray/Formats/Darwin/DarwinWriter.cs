using System.Buffers;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Formats.Darwin;

/// <summary>Writes Darwin JSON, 1.0 as V7's release has it or 2.0. What the reader gives comes back whole.</summary>
internal static class DarwinWriter
{
    /// <summary>The name of the slot in an item of one.</summary>
    public const string OnlySlot = "0";

    private const string Slots = "slots";
    private const string SlotNames = "slot_names";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",

        // The release holds its texts as they are, not escaped.
        Encoder = ForeignText.JsonToKeep,
    };

    /// <summary>Writes a document.</summary>
    /// <param name="isVersion2">Whether as 2.0 rather than 1.0.</param>
    /// <param name="output">Takes the document, UTF-8.</param>
    public static void Write(AnnotatedImage image, bool isVersion2, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        if (isVersion2)
        {
            WriteItem(json, [image]);
        }
        else
        {
            WriteImage(json, image);
        }

        WriteExtras(json, image.Extras);
        json.WriteStartArray("annotations");
        var slots = new HashSet<string>(StringComparer.Ordinal) { image.Slot ?? OnlySlot };
        for (var i = 0; i < image.Annotations.Count; i++)
        {
            WriteAnnotation(json, image, i, isVersion2 ? slots : null, image.Slot ?? OnlySlot);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the document of an item, 2.0, from the images that its slots became.</summary>
    /// <param name="slots">The images, in the order of the slots; one or more.</param>
    /// <param name="output">Takes the document, UTF-8.</param>
    public static void WriteItem(IReadOnlyList<AnnotatedImage> slots, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        WriteItem(json, slots);
        WriteExtras(json, slots[0].Extras);
        json.WriteStartArray("annotations");
        var names = slots.Select(s => s.Slot!).ToHashSet(StringComparer.Ordinal);
        foreach (var (image, index) in slots.SelectMany(s => Enumerable.Range(0, s.Annotations.Count).Select(i => (s, i))).OrderBy(a => a.s.Annotations[a.i].Position).DistinctBy(a => a.s.Annotations[a.i].Position))
        {
            WriteAnnotation(json, image, index, names, slot: null);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, AnnotatedImage image)
    {
        json.WriteStartObject("image");
        if (image.Seq is { } seq)
        {
            json.WriteNumber("seq", seq);
        }

        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        WriteText(json, "filename", image.FileName);
        WriteText(json, "original_filename", image.OriginalFileName);
        WriteText(json, "url", image.Url);
        WriteText(json, "thumbnail_url", image.ThumbnailUrl);
        WriteText(json, "workview_url", image.WorkviewUrl);
        WriteText(json, "path", image.Folder);
        WriteExtras(json, image.ImageExtras);
        json.WriteEndObject();
        WriteText(json, "dataset", image.DatasetName);
    }

    private static void WriteItem(Utf8JsonWriter json, IReadOnlyList<AnnotatedImage> slots)
    {
        var image = slots[0];
        json.WriteString("version", "2.0");
        json.WriteStartObject("item");
        json.WriteString("name", image.FileName ?? image.OriginalFileName ?? image.Id);
        json.WriteString("path", image.Folder ?? "/");
        var given = image.ImageExtras.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        if (!given.Contains("source_info"))
        {
            json.WriteStartObject("source_info");
            json.WriteStartObject("dataset");
            WriteText(json, "name", image.DatasetName);
            json.WriteEndObject();
            WriteText(json, "workview_url", image.WorkviewUrl);
            json.WriteEndObject();
        }

        var isOne = slots.Count == 1;
        if (!isOne || !given.Contains(Slots))
        {
            json.WriteStartArray(Slots);
            foreach (var slot in slots)
            {
                WriteSlot(json, slot);
            }

            json.WriteEndArray();
        }

        // A running number has no place in 2.0; as an unknown key it stays.
        if (image.Seq is { } seq)
        {
            json.WriteNumber("seq", seq);
        }

        WriteExtras(json, isOne ? image.ImageExtras : [.. image.ImageExtras.Where(e => e.Name != Slots)]);
        json.WriteEndObject();
    }

    /// <summary>The slot as it was read; one that is not that any more, or never was one, anew.</summary>
    private static void WriteSlot(Utf8JsonWriter json, AnnotatedImage image)
    {
        if (image.ImageExtras.FirstOrDefault(e => e.Name == Slots) is { Name: not null } kept)
        {
            // An array of this one.
            json.WriteRawValue(kept.Json.Span[1..^1], skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "image");
        json.WriteString("slot_name", image.Slot ?? OnlySlot);
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        WriteText(json, "thumbnail_url", image.ThumbnailUrl);
        json.WriteStartArray("source_files");
        json.WriteStartObject();
        json.WriteString("file_name", image.OriginalFileName ?? image.FileName ?? image.Id);
        WriteText(json, "url", image.Url);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="slots">The slots of the document, if it is 2.0: what an annotation says of others is left out.</param>
    /// <param name="slot">The slot of an annotation that does not say any; null if it need not.</param>
    private static void WriteAnnotation(Utf8JsonWriter json, AnnotatedImage image, int index, HashSet<string>? slots, string? slot)
    {
        var annotation = image.Annotations[index];
        var isVersion2 = slots is not null;
        var ownSlots = isVersion2 ? OwnSlots(annotation, slots!, slot) : null;
        json.WriteStartObject();
        if ((annotation.Id ?? (isVersion2 ? MakeId(image.Id, index) : null)) is { } id)
        {
            json.WriteString("id", id);
        }

        json.WriteString("name", annotation.NameAsWritten);
        if (ownSlots is not null)
        {
            json.WriteStartArray(SlotNames);
            foreach (var own in ownSlots)
            {
                json.WriteStringValue(own);
            }

            json.WriteEndArray();
        }

        WriteGeometry(json, annotation, isVersion2);
        WriteExtras(json, ownSlots is null ? annotation.Extras : [.. annotation.Extras.Where(e => e.Name != SlotNames)]);
        json.WriteEndObject();
    }

    /// <summary>The slots to write for an annotation; null if what it says itself can stay.</summary>
    private static string[]? OwnSlots(Annotation annotation, HashSet<string> slots, string? slot)
    {
        string[]? otherwise = slot is null ? null : [slot];
        if (annotation.Extras.FirstOrDefault(e => e.Name == SlotNames) is not { Name: not null } given)
        {
            return otherwise;
        }

        using var names = JsonDocument.Parse(given.Json);
        if (names.RootElement.ValueKind != JsonValueKind.Array || names.RootElement.EnumerateArray().Any(n => n.ValueKind != JsonValueKind.String))
        {
            return otherwise;
        }

        string[] own = [.. names.RootElement.EnumerateArray().Select(n => n.GetString()!).Where(slots.Contains)];
        return own.Length == names.RootElement.GetArrayLength() ? null : own.Length > 0 ? own : otherwise;
    }

    private static void WriteGeometry(Utf8JsonWriter json, Annotation annotation, bool isVersion2)
    {
        if (annotation.Polygon is { } polygon && !Keeps(annotation, AnnotationKindNames.Polygon) && !Keeps(annotation, AnnotationKindNames.ComplexPolygon))
        {
            WritePolygon(json, polygon, isVersion2);
        }

        var box = annotation.BoundingBox ?? (isVersion2 ? annotation.Polygon?.BoundingBox : null);
        if (box is { } b && !Keeps(annotation, AnnotationKindNames.BoundingBox))
        {
            json.WriteStartObject(AnnotationKindNames.BoundingBox);
            json.WriteNumber("x", b.X);
            json.WriteNumber("y", b.Y);
            json.WriteNumber("w", b.Width);
            json.WriteNumber("h", b.Height);
            json.WriteEndObject();
        }

        if (annotation.Kind is AnnotationKind.Tag or AnnotationKind.Mask && AnnotationKindNames.NameOf(annotation.Kind) is var kind && !Keeps(annotation, kind))
        {
            json.WriteStartObject(kind);
            json.WriteEndObject();
        }

        if (annotation.RasterLayer is { } layer && !Keeps(annotation, AnnotationKindNames.RasterLayer))
        {
            WriteRasterLayer(json, layer);
        }
    }

    /// <summary>Whether the document's own text was kept because it holds more than the model does: it stands for the model then.</summary>
    private static bool Keeps(Annotation annotation, string name)
    {
        for (var i = 0; i < annotation.Extras.Count; i++)
        {
            if (annotation.Extras[i].Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static void WritePolygon(Utf8JsonWriter json, Polygon polygon, bool isVersion2)
    {
        json.WriteStartObject(isVersion2 || polygon.RingCount == 1 ? AnnotationKindNames.Polygon : AnnotationKindNames.ComplexPolygon);
        var isFlat = !isVersion2 && polygon.RingCount == 1;
        json.WriteStartArray(isVersion2 ? "paths" : "path");
        for (var i = 0; i < polygon.RingCount; i++)
        {
            if (!isFlat)
            {
                json.WriteStartArray();
            }

            DarwinPoints.Write(json, polygon[i]);
            if (!isFlat)
            {
                json.WriteEndArray();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRasterLayer(Utf8JsonWriter json, RasterLayer layer)
    {
        json.WriteStartObject(AnnotationKindNames.RasterLayer);
        json.WriteStartArray("dense_rle");
        long total = 0;
        for (var i = 0; i < layer.Runs.Length; i++)
        {
            json.WriteNumberValue(layer.Runs[i]);
            total += (i & 1) == 0 ? 0 : layer.Runs[i];
        }

        json.WriteEndArray();
        json.WriteStartObject("mask_annotation_ids_mapping");
        foreach (var (id, value) in layer.Values.OrderBy(v => v.Value))
        {
            json.WriteNumber(id, value);
        }

        json.WriteEndObject();
        json.WriteNumber("total_pixels", total);
        json.WriteEndObject();
    }

    /// <summary>2.0 wants a UUID for each annotation; the same annotation gets the same one in every export (version 8, RFC 9562).</summary>
    private static string MakeId(string imageId, int index)
    {
        var hash = TextHash.Of($"{imageId}/{index}");
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteExtras(Utf8JsonWriter json, IReadOnlyList<JsonMember> extras)
    {
        foreach (var extra in extras)
        {
            json.WritePropertyName(extra.Name);
            json.WriteRawValue(extra.Json.Span, skipInputValidation: true);
        }
    }
}
