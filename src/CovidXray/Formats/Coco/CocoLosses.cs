using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>Counts what COCO cannot hold of an image.</summary>
internal static class CocoLosses
{
    public static void Count(AnnotatedImage image, FormatOptions options, LossCounts losses)
    {
        var form = options.Get(CocoFormat.Rle);
        var isV7 = options.Get(CocoFormat.IsV7Compatible);
        foreach (var annotation in image.Annotations)
        {
            if (AnnotationLosses.UndrawnKind(annotation.Kind) is { } kind)
            {
                losses.Add(kind, 1);
                continue;
            }

            if (annotation.Kind == AnnotationKind.Tag)
            {
                losses.Add("ids and keys of tags", annotation.Id is not null || annotation.Extras.Count > 0 ? 1 : 0);
                continue;
            }

            if (annotation.Polygon is { } polygon && CocoShapes.IsRle(polygon, form, isV7))
            {
                losses.Add(form == RleForm.Polygons ? "points of shapes with holes (pixels are kept)" : "points of polygons (pixels are kept)", 1);
            }

            losses.Add("keys of annotations that COCO uses itself", annotation.Extras.Count(e => CocoKeys.IsOfAnnotation(e.Name)));
            losses.Add("ids of annotations", isV7 && annotation.Id is not null ? 1 : 0);
        }

        if (isV7)
        {
            losses.Add("keys of images", image.Extras.Count + image.ImageExtras.Count);
        }
        else
        {
            losses.Add("keys of images that COCO uses itself", image.ImageExtras.Count(e => CocoKeys.IsOfImage(e.Name)));
        }
    }
}
