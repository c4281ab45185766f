using System.Buffers;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats.Json;
using CovidXray.Masks;

namespace CovidXray.Formats.Coco;

/// <summary>Writes what COCO says of an annotation, all but its number.</summary>
/// <param name="form">How shapes are written.</param>
/// <param name="isV7">Whether the file is as V7's own exporter writes it.</param>
/// <param name="ids">The images' numbers.</param>
/// <param name="categories">The categories' numbers.</param>
internal sealed class CocoAnnotationWriter(RleForm form, bool isV7, CocoImageIds ids, IReadOnlyDictionary<string, long> categories)
{
    /// <summary>A count takes memory more than time: as a number, and as text.</summary>
    private const int StepsPerCount = 200;

    /// <summary>Writes an annotation that is one of a category's (<see cref="DatasetContents.IsCounted"/>): COCO has a place for no other.</summary>
    /// <param name="exported">Its image.</param>
    /// <param name="index">Its place there.</param>
    public void Write(Utf8JsonWriter json, ExportedImage exported, int index)
    {
        var annotation = exported.Image.Annotations[index];
        json.WriteStartObject();
        json.WriteNumber("image_id", ids[exported.Image.Id]);
        json.WriteNumber("category_id", categories[annotation.Name]);
        if (annotation is { Kind: AnnotationKind.BoundingBox, BoundingBox: { } box })
        {
            json.WriteStartArray("segmentation");
            json.WriteEndArray();
            json.WriteNumber("area", box.Width * box.Height);
            WriteBox(json, box);
        }
        else if (annotation.Polygon is { } polygon && !CocoShapes.IsRle(polygon, form, isV7))
        {
            WritePolygon(json, polygon, AreaOf(exported, index, polygon));
        }
        else
        {
            WriteRle(json, exported, index);
        }

        WriteRest(json, annotation);
        json.WriteEndObject();
    }

    /// <summary>Inside the rings; where they overlap, the number of their pixels.</summary>
    private static double AreaOf(ExportedImage exported, int index, Polygon polygon) =>
        EvenOddRings.PaintsTheSame(exported.Image, index, exported.Painter) ? CocoShapes.Area(polygon) : exported.Mask(index).Area(1);

    private void WritePolygon(Utf8JsonWriter json, Polygon polygon, double area)
    {
        json.WriteStartArray("segmentation");
        for (var i = 0; i < polygon.RingCount; i++)
        {
            WriteRing(json, polygon[i].Coordinates);
        }

        json.WriteEndArray();
        json.WriteNumber("area", area);
        WriteBox(json, BoxOf(polygon));
    }

    private static void WriteRing(Utf8JsonWriter json, ReadOnlySpan<double> coordinates)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((coordinates.Length * (JsonNumberWriter.MaxLength + 1)) + 2);
        var written = 0;
        buffer[written++] = (byte)'[';
        foreach (var coordinate in coordinates)
        {
            written += JsonNumberWriter.Write(coordinate, buffer.AsSpan(written));
            buffer[written++] = (byte)',';
        }

        buffer[Math.Max(1, written - 1)] = (byte)']';
        json.WriteRawValue(buffer.AsSpan(0, Math.Max(2, written)), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void WriteRle(Utf8JsonWriter json, ExportedImage exported, int index)
    {
        var (mask, polygon) = (exported.Mask(index), exported.Image.Annotations[index].Polygon);
        exported.Painter.Meter.For(exported.Image, index);
        exported.Painter.Meter.Spend(StepsPerCount * RunLengthEncoding.CountChanges(mask, 1));
        var rle = Encode(mask, exported.Image.Source);
        json.WriteStartObject("segmentation");
        if (form == RleForm.Plain || isV7)
        {
            json.WriteStartArray("counts");
            foreach (var count in rle.Counts)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("counts", rle.ToCompressedString());
        }

        json.WriteStartArray("size");
        json.WriteNumberValue(isV7 ? mask.Width : mask.Height);
        json.WriteNumberValue(isV7 ? mask.Height : mask.Width);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNumber("area", isV7 ? 0 : rle.Area);
        WriteBox(json, isV7 && polygon is { PointCount: > 0 }
            ? BoxOf(polygon)
            : mask.BoundingBox(1) is { } box ? new BoundingBox(box.X, box.Y, box.Width, box.Height) : default);
    }

    /// <summary>From the smallest to the largest coordinate; V7 adds 1, as if they were pixels.</summary>
    private BoundingBox BoxOf(Polygon polygon)
    {
        var box = polygon.BoundingBox ?? default;
        var more = isV7 ? 1 : 0;
        return box with { Width = box.Width + more, Height = box.Height + more };
    }

    private static void WriteBox(Utf8JsonWriter json, BoundingBox box)
    {
        json.WriteStartArray("bbox");
        json.WriteNumberValue(box.X);
        json.WriteNumberValue(box.Y);
        json.WriteNumberValue(box.Width);
        json.WriteNumberValue(box.Height);
        json.WriteEndArray();
    }

    private static RunLengthEncoding Encode(Mask mask, string source)
    {
        try
        {
            return mask.ToRle(1);
        }
        catch (TooManyRunsException e)
        {
            throw new DatasetException(source, e.Message, e);
        }
    }

    private void WriteRest(Utf8JsonWriter json, Annotation annotation)
    {
        var extras = annotation.Extras.Where(e => !CocoKeys.IsOfAnnotation(e.Name));
        if (isV7)
        {
            json.WriteNumber("iscrowd", annotation.Polygon is { RingCount: 1 } or null ? 0 : 1);
            json.WriteStartObject("extra");
            CocoImageWriter.WriteMembers(json, extras);
            json.WriteEndObject();
            return;
        }

        // A crowd that another COCO file spoke of stays one.
        if (annotation.Extras.Any(e => e.Name == "iscrowd"))
        {
            CocoImageWriter.WriteMembers(json, annotation.Extras.Where(e => e.Name == "iscrowd").Take(1));
        }
        else
        {
            json.WriteNumber("iscrowd", 0);
        }

        // Of a mask, a number alone is the running number of an earlier COCO file.
        if (annotation.Id is { } id && !(annotation.Kind == AnnotationKind.Mask && id.All(char.IsAsciiDigit)))
        {
            json.WriteString("darwin_id", id);
        }

        CocoImageWriter.WriteMembers(json, extras);
    }
}
