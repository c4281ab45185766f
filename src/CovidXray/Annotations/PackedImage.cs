namespace CovidXray.Annotations;

/// <summary>An image that takes few bytes, to be kept beside many others: its points are packed.</summary>
internal sealed class PackedImage
{
    private readonly AnnotatedImage _image;
    private readonly PackedPolygon?[] _polygons;

    private PackedImage(AnnotatedImage image, PackedPolygon?[] polygons) => (_image, _polygons) = (image, polygons);

    /// <summary>The item that the image is one of several of; null if it is all of its document.</summary>
    public SlotItem? Item => _image.Item;

    /// <summary>Packs an image. Its own points are not held, so their memory may be used again.</summary>
    public static PackedImage Of(AnnotatedImage image)
    {
        var polygons = new PackedPolygon?[image.Annotations.Count];
        for (var i = 0; i < polygons.Length; i++)
        {
            polygons[i] = image.Annotations[i].Polygon is { } polygon ? new PackedPolygon(polygon) : null;
        }

        return new PackedImage(With(image, polygons, (a, _) => a with { Polygon = null }), polygons);
    }

    /// <summary>Packs an image as <see cref="Of"/> does, if there is room.</summary>
    /// <returns>Null if there is none.</returns>
    public static PackedImage? TryPack(AnnotatedImage image, MemoryRoom room)
    {
        if (!room.TryTake(image))
        {
            return null;
        }

        var packed = Of(image);
        return room.TryTake(packed._polygons.Sum(p => p?.Length ?? 0)) ? packed : null;
    }

    /// <summary>The image.</summary>
    /// <param name="memory">Takes its points.</param>
    public AnnotatedImage Unpack(PointMemory memory) => With(_image, _polygons, (a, p) => a with { Polygon = p.Unpack(memory) });

    private static AnnotatedImage With(AnnotatedImage image, PackedPolygon?[] polygons, Func<Annotation, PackedPolygon, Annotation> change)
    {
        var annotations = new Annotation[polygons.Length];
        for (var i = 0; i < annotations.Length; i++)
        {
            annotations[i] = polygons[i] is { } polygon ? change(image.Annotations[i], polygon) : image.Annotations[i];
        }

        return new AnnotatedImage(image, image.Width, image.Height, annotations);
    }
}
