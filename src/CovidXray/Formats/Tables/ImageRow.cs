using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats.Tables;

/// <summary>What formats with fields or columns say of an image: who it is, its typed fields, its tags, and areas and box of its lungs.</summary>
internal sealed class ImageRow(IReadOnlyList<TableColumn> fields)
{
    private const byte RightLung = 1;
    private const byte LeftLung = 2;
    private const byte OtherLung = 3;
    private const byte Ignore = 4;

    /// <summary>The fields, in their order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; } =
    [
        new("id", TableType.Text),
        new("name", TableType.Text),
        new("width", TableType.Whole),
        new("height", TableType.Whole),
        .. fields,
        new("tags", TableType.Texts),
        new("lungs", TableType.Whole),
        new("ignores", TableType.Whole),
        new("lung_area", TableType.Whole),
        new("right_lung_area", TableType.Whole),
        new("left_lung_area", TableType.Whole),
        new("ignore_area", TableType.Whole),
        new("lung_x", TableType.Whole),
        new("lung_y", TableType.Whole),
        new("lung_width", TableType.Whole),
        new("lung_height", TableType.Whole),
    ];

    /// <summary>The values of an image, one for each column.</summary>
    /// <remarks>Areas are in pixels of the exported image, and Ignore is in front: lung under it does not count.</remarks>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public TableValue[] ValuesOf(ExportedImage image)
    {
        var shown = image.Image;
        var sides = Sides(image);
        var labels = new byte[shown.Annotations.Count];
        var (lungs, ignores) = (0L, 0L);
        for (var i = 0; i < labels.Length; i++)
        {
            var annotation = shown.Annotations[i];
            if (annotation.IsPainted)
            {
                (labels[i], var isLung) = annotation.Name switch
                {
                    Category.Lung => (sides?[i] switch { true => RightLung, false => LeftLung, null => OtherLung }, true),
                    Category.Ignore => (Ignore, false),
                    _ => ((byte)0, false),
                };
                lungs += isLung ? 1 : 0;
                ignores += labels[i] == Ignore ? 1 : 0;
            }
        }

        var mask = image.Painter.Paint(shown, labels);
        var box = LungBox(mask);
        return
        [
            TableValue.Of(shown.Id),
            TableValue.Of(shown.OriginalFileName ?? shown.FileName),
            TableValue.Of((long?)shown.Width),
            TableValue.Of((long?)shown.Height),
            .. image.Fields,
            TableValue.Of(shown.Tags.All),
            TableValue.Of((long?)lungs),
            TableValue.Of((long?)ignores),
            TableValue.Of((long?)(mask.Area(RightLung) + mask.Area(LeftLung) + mask.Area(OtherLung))),
            TableValue.Of(sides is null ? null : (long?)mask.Area(RightLung)),
            TableValue.Of(sides is null ? null : (long?)mask.Area(LeftLung)),
            TableValue.Of((long?)mask.Area(Ignore)),
            TableValue.Of((long?)box?.X),
            TableValue.Of((long?)box?.Y),
            TableValue.Of((long?)box?.Width),
            TableValue.Of((long?)box?.Height),
        ];
    }

    /// <summary>Which annotations are right lungs (true) and left ones (false); null where the view tells nothing: from the side, one lung hides the other.</summary>
    public static IReadOnlyList<bool?>? Sides(ExportedImage image) =>
        image.Image.Tags.View == ImageView.Lateral ? null : image.Painter.FindRightLungs(image.Image);

    private static PixelBox? LungBox(Mask mask)
    {
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        foreach (var label in (ReadOnlySpan<byte>)[RightLung, LeftLung, OtherLung])
        {
            if (mask.BoundingBox(label) is { } box)
            {
                (left, right) = (Math.Min(left, box.X), Math.Max(right, box.X + box.Width));
                (top, bottom) = (Math.Min(top, box.Y), Math.Max(bottom, box.Y + box.Height));
            }
        }

        return right == 0 ? null : new PixelBox(left, top, right - left, bottom - top);
    }
}
