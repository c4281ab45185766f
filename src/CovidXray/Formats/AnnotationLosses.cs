using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Rasterization;
using CovidXray.Texts;

namespace CovidXray.Formats;

/// <summary>Counts what several formats cannot hold.</summary>
internal static class AnnotationLosses
{
    /// <summary>Kinds with geometry that is never drawn, in the plural; null for all others.</summary>
    public static string? UndrawnKind(AnnotationKind kind) =>
        kind is AnnotationKind.Line or AnnotationKind.Keypoint or AnnotationKind.Ellipse or AnnotationKind.Cuboid or AnnotationKind.Skeleton or AnnotationKind.Other
            ? AnnotationKindNames.PluralOf(kind)
            : null;

    /// <summary>Counts shapes that are neither filled nor boxes, kind by kind.</summary>
    public static void CountUndrawn(LossCounts losses, AnnotatedImage image)
    {
        foreach (var annotation in image.Annotations)
        {
            if (UndrawnKind(annotation.Kind) is { } kind)
            {
                losses.Add(kind, 1);
            }
        }
    }

    /// <summary>Counts annotations of a kind.</summary>
    /// <param name="losses">Takes the count.</param>
    /// <param name="what">What is lost of them; they themselves if null.</param>
    public static void Count(LossCounts losses, AnnotatedImage image, AnnotationKind kind, string? what = null) =>
        losses.Add(what ?? AnnotationKindNames.PluralOf(kind), image.Annotations.Count(a => a.Kind == kind));

    /// <summary>Counts ids and unknown keys, those of tags and of shapes that are not drawn left aside. A mask's id only joins it to its layer.</summary>
    /// <param name="losses">Takes the counts.</param>
    /// <param name="isKept">Tells keys of annotations that the format holds; none if null.</param>
    public static void CountKeys(LossCounts losses, AnnotatedImage image, Func<string, bool>? isKept = null)
    {
        foreach (var annotation in image.Annotations.Where(a => a.Kind is AnnotationKind.Polygon or AnnotationKind.BoundingBox or AnnotationKind.Mask))
        {
            losses.Add("ids of annotations", (annotation.Id is not null && annotation.Kind != AnnotationKind.Mask) || annotation is { Number: not null, IsNumberOnlyACount: false } ? 1 : 0);
            losses.Add("keys of annotations", GeometryMembers.Without(annotation.Extras).Count(e => isKept?.Invoke(e.Name) != true));
        }

        losses.Add("keys of images", image.Extras.Count + image.ImageExtras.Count);
        CountOrigin(losses, image);
    }

    /// <summary>Counts the licence and origin that an image's own document gives.</summary>
    public static void CountOrigin(LossCounts losses, AnnotatedImage image) =>
        losses.Add("licences and origins of images (ATTRIBUTION.md tells them)", image.Origin is null ? 0 : 1);

    /// <summary>Counts what a file of a whole dataset says of it and of its categories.</summary>
    public static void CountOfDataset(LossCounts losses, DatasetContents contents)
    {
        losses.AddOfDataset("keys of the dataset as a whole, such as info", contents.Extras.Count(e => SaysSomething(e.Json.Span)));
        losses.AddOfDataset("keys of categories, such as supercategory", contents.CategoryExtras.Values.Sum(all => all.Count(e => SaysSomething(e.Json.Span))));
    }

    /// <summary>Whether a value holds anything but what tools write where they have nothing to say.</summary>
    private static bool SaysSomething(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 128 });
        while (reader.Read())
        {
            var isSaying = reader.TokenType switch
            {
                JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => true,
                JsonTokenType.String => !reader.ValueSpan.IsEmpty && !reader.ValueTextEquals("none"u8) && !reader.ValueTextEquals("root"u8),
                _ => false,
            };
            if (isSaying)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Counts what a mask of labels does not hold: points, and pixels that another label covers.</summary>
    /// <param name="losses">Takes the counts. Pixels are those of the annotations, whatever size is exported.</param>
    /// <param name="painter">Paints.</param>
    /// <param name="labels">The label of each annotation; 0 for what is not painted.</param>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public static void CountInMask(LossCounts losses, AnnotatedImage image, MaskPainter painter, ReadOnlySpan<byte> labels)
    {
        Count(losses, image, AnnotationKind.Polygon, "points of polygons (pixels are kept)");
        byte[] used = [.. labels.ToArray().Where(l => l != 0).Distinct()];
        if (used.Length < 2)
        {
            return;
        }

        var together = painter.Paint(image, labels);
        var alone = new byte[labels.Length];
        foreach (var label in used)
        {
            for (var i = 0; i < alone.Length; i++)
            {
                alone[i] = labels[i] == label ? label : (byte)0;
            }

            var covered = painter.Paint(image, alone).Area(label) - together.Area(label);
            losses.Add($"pixels of {ForeignText.Quote(image.Annotations[labels.IndexOf(label)].Name)} under others", covered);
        }
    }
}
