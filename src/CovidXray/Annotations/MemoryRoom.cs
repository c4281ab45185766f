namespace CovidXray.Annotations;

/// <summary>The memory that may be kept between two readings of a dataset. For several threads.</summary>
/// <param name="bytes">How much all images may take together.</param>
internal sealed class MemoryRoom(long bytes)
{
    private long _left = bytes;

    // Rather too much: objects, names, addresses.
    private const long OfImage = 2000;
    private const long OfAnnotation = 500;
    private const long OfMember = 100;

    /// <summary>Takes what an image takes without its points, which are packed.</summary>
    /// <returns>False, and nothing taken, if so much is not left.</returns>
    public bool TryTake(AnnotatedImage image) => TryTake(OfImage + Members(image.Extras) + Members(image.ImageExtras) + image.Annotations.Sum(Annotation));

    /// <summary>Takes some of it.</summary>
    /// <returns>False, and nothing taken, if so much is not left.</returns>
    public bool TryTake(long length)
    {
        if (Interlocked.Add(ref _left, -length) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _left, length);
        return false;
    }

    private static long Annotation(Annotation annotation) => OfAnnotation
        + Members(annotation.Extras)
        + (annotation.RasterLayer is { } layer ? (sizeof(int) * (long)layer.Runs.Length) + (OfMember * layer.Values.Count) : 0);

    private static long Members(IReadOnlyList<JsonMember> members) => members.Sum(m => OfMember + m.Json.Length);
}
