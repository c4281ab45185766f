using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats;

/// <summary>What an image holds as a list of texts, so that what a format loses is what is missing from it.</summary>
internal static class ImageContent
{
    /// <summary>Size, tags, pixels of each category, boxes, points of polygons to a thousandth of a pixel, ids, and every key that the model has no property for.</summary>
    public static IReadOnlyList<string> Of(AnnotatedImage image)
    {
        var content = new List<string> { $"size {image.Width}x{image.Height}" };
        content.AddRange(image.Tags.All.Select(t => $"tag {t}"));
        foreach (var category in image.Annotations.Where(a => a.Kind is AnnotationKind.Polygon or AnnotationKind.Mask).Select(a => a.Name).Distinct(StringComparer.Ordinal))
        {
            content.Add($"pixels of {category}: {Pixels(image, category)}");
        }

        foreach (var annotation in image.Annotations)
        {
            content.AddRange(Of(annotation));
        }

        content.AddRange(image.ImageExtras.Select(e => "image " + Text(e)));
        content.AddRange(image.Extras.Select(e => "document " + Text(e)));
        return content;
    }

    private static IEnumerable<string> Of(Annotation annotation)
    {
        if (annotation is { Kind: AnnotationKind.BoundingBox, BoundingBox: { } box })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"box of {annotation.Name}: {box.X:0.###} {box.Y:0.###} {box.Width:0.###} {box.Height:0.###}");
        }
        else if (annotation.Polygon is { } polygon)
        {
            yield return $"points of {annotation.Name}: {string.Join("; ", Enumerable.Range(0, polygon.RingCount).Select(r => Points(polygon[r].Coordinates)))}";
        }
        else if (annotation.Kind is not (AnnotationKind.Tag or AnnotationKind.Mask or AnnotationKind.RasterLayer))
        {
            yield return $"{annotation.Kind} {annotation.Name}";
        }

        // A mask's id joins it to its layer; any other will do.
        if (annotation.Id is not null && annotation.Kind == AnnotationKind.Polygon)
        {
            yield return $"id {annotation.Id}";
        }

        foreach (var extra in annotation.Extras.Where(e => e.Name != "mask"))
        {
            yield return "annotation " + Text(extra);
        }
    }

    /// <summary>A ring has no first point: it is told from the least one on.</summary>
    private static string Points(ReadOnlySpan<double> ring)
    {
        var points = ring.ToArray().Chunk(2).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p[0]:0.###} {p[1]:0.###}")).ToArray();
        var first = Array.IndexOf(points, points.Min(StringComparer.Ordinal));
        return string.Join(", ", points.Skip(first).Concat(points.Take(first)));
    }

    private static string Pixels(AnnotatedImage image, string category)
    {
        var labels = image.Annotations.Select(a => a.Name == category ? (byte)1 : (byte)0).ToArray();
        var mask = new PolygonRasterizer().Rasterize(image, labels, PaintOrder.V7, MaskGeometry.Original(image.Width, image.Height));
        return mask.ToRle(1).ToCompressedString();
    }

    private static string Text(JsonMember member) => $"{member.Name}: {string.Concat(Encoding.UTF8.GetString(member.Json.Span).Where(c => !char.IsWhiteSpace(c)))}";
}
