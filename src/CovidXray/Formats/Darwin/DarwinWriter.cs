using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Formats.Darwin;

/// <summary>Writes Darwin JSON, 1.0 as V7's release has it or 2.0. What the reader gives comes back whole.</summary>
internal static class DarwinWriter
{
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
            WriteItem(json, image);
        }
        else
        {
            WriteImage(json, image);
        }

        WriteExtras(json, image.Extras);
        json.WriteStartArray("annotations");
        for (var i = 0; i < image.Annotations.Count; i++)
        {
            WriteAnnotation(json, image, i, isVersion2);
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

    private static void WriteItem(Utf8JsonWriter json, AnnotatedImage image)
    {
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

        if (!given.Contains("slots"))
        {
            WriteSlot(json, image);
        }

        // A running number has no place in 2.0; as an unknown key it stays.
        if (image.Seq is { } seq)
        {
            json.WriteNumber("seq", seq);
        }

        WriteExtras(json, image.ImageExtras);
        json.WriteEndObject();
    }

    private static void WriteSlot(Utf8JsonWriter json, AnnotatedImage image)
    {
        json.WriteStartArray("slots");
        json.WriteStartObject();
        json.WriteString("type", "image");
        json.WriteString("slot_name", "0");
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
        json.WriteEndArray();
    }

    private static void WriteAnnotation(Utf8JsonWriter json, AnnotatedImage image, int index, bool isVersion2)
    {
        var annotation = image.Annotations[index];
        json.WriteStartObject();
        if ((annotation.Id ?? (isVersion2 ? MakeId(image.Id, index) : null)) is { } id)
        {
            json.WriteString("id", id);
        }

        json.WriteString("name", annotation.NameAsWritten);
        if (isVersion2 && !annotation.Extras.Any(e => e.Name == "slot_names"))
        {
            json.WriteStartArray("slot_names");
            json.WriteStringValue("0");
            json.WriteEndArray();
        }

        WriteGeometry(json, annotation, isVersion2);
        WriteExtras(json, annotation.Extras);
        json.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter json, Annotation annotation, bool isVersion2)
    {
        // Where the document's own text was kept because it holds more than the model does, it stands for the model.
        var kept = annotation.Extras.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        if (annotation.Polygon is { } polygon && !kept.Contains(AnnotationKindNames.Polygon) && !kept.Contains(AnnotationKindNames.ComplexPolygon))
        {
            WritePolygon(json, polygon, isVersion2);
        }

        var box = annotation.BoundingBox ?? (isVersion2 ? annotation.Polygon?.BoundingBox : null);
        if (box is { } b && !kept.Contains(AnnotationKindNames.BoundingBox))
        {
            json.WriteStartObject(AnnotationKindNames.BoundingBox);
            json.WriteNumber("x", b.X);
            json.WriteNumber("y", b.Y);
            json.WriteNumber("w", b.Width);
            json.WriteNumber("h", b.Height);
            json.WriteEndObject();
        }

        if (annotation.Kind is AnnotationKind.Tag or AnnotationKind.Mask && AnnotationKindNames.NameOf(annotation.Kind) is var kind && !kept.Contains(kind))
        {
            json.WriteStartObject(kind);
            json.WriteEndObject();
        }

        if (annotation.RasterLayer is { } layer && !kept.Contains(AnnotationKindNames.RasterLayer))
        {
            WriteRasterLayer(json, layer);
        }
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
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{imageId}/{index}"));
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
