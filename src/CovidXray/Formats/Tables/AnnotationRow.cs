using CovidXray.Annotations;

namespace CovidXray.Formats.Tables;

/// <summary>What tables say of an annotation. Tags are no annotations there: they stand with the image.</summary>
internal static class AnnotationRow
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("image_id", TableType.Text),
        new("position", TableType.Whole),
        new("annotation_id", TableType.Text),
        new("category", TableType.Text),
        new("kind", TableType.Text),
        new("side", TableType.Text),
        new("rings", TableType.Whole),
        new("points", TableType.Whole),
        new("area", TableType.Whole),
        new("x", TableType.Number),
        new("y", TableType.Number),
        new("width", TableType.Number),
        new("height", TableType.Number),
    ];

    /// <summary>The values of each annotation of an image, in file order.</summary>
    /// <remarks>
    /// The area is that of the annotation's own pixels, whatever lies in front of it; the box is the one around them, or that of an
    /// annotation that is a box.
    /// </remarks>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public static List<TableValue[]> ValuesOf(ExportedImage image)
    {
        var rows = new List<TableValue[]>();
        var sides = ImageRow.Sides(image);
        for (var i = 0; i < image.Image.Annotations.Count; i++)
        {
            var annotation = image.Image.Annotations[i];
            if (annotation.Kind is AnnotationKind.Tag or AnnotationKind.RasterLayer)
            {
                continue;
            }

            var mask = annotation.IsPainted ? image.Mask(i) : null;
            var box = mask?.BoundingBox(1) is { } pixels
                ? new BoundingBox(pixels.X, pixels.Y, pixels.Width, pixels.Height)
                : annotation.Kind == AnnotationKind.BoundingBox ? annotation.BoundingBox : null;
            rows.Add(
            [
                TableValue.Of(image.Image.Id),
                TableValue.Of((long?)i),
                TableValue.Of(annotation.Id ?? annotation.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                TableValue.Of(annotation.Name),
                TableValue.Of(AnnotationKindNames.NameOf(annotation.Kind)),
                TableValue.Of(sides?[i] switch { true => "right", false => "left", null => null }),
                TableValue.Of((long?)annotation.Polygon?.RingCount),
                TableValue.Of((long?)annotation.Polygon?.PointCount),
                TableValue.Of(mask?.Area(1)),
                TableValue.Of(box?.X),
                TableValue.Of(box?.Y),
                TableValue.Of(box?.Width),
                TableValue.Of(box?.Height),
            ]);
        }

        return rows;
    }
}
