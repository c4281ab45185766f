using CovidXray.Annotations;
using CovidXray.Formats.Sources;
using CovidXray.Masks;

namespace CovidXray.Formats.Masks;

/// <summary>Mask PNGs of datasets: untrusted files, turned into masks and these into annotations.</summary>
internal static class MaskPngReader
{
    /// <summary>The most pixels of a mask: as many as --max-megapixels can allow at most.</summary>
    private const long MaxPixels = int.MaxValue;

    /// <summary>The most runs: a hundred in each of 5,000 rows. Of noise each would become an annotation, which takes half a kilobyte.</summary>
    private const int MaxRuns = 1 << 19;

    /// <summary>Reads a mask.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is no mask, or damaged.</exception>
    public static Mask Decode(ReadOnlySpan<byte> content, string source)
    {
        try
        {
            return Checked(MaskPngDecoder.Decode(content, MaxPixels));
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException(source, e.Message, e);
        }
    }

    /// <summary>Reads a mask whose pixels may be colours.</summary>
    /// <inheritdoc cref="Decode"/>
    public static ColorMask DecodeColors(ReadOnlySpan<byte> content, string source)
    {
        try
        {
            var mask = MaskPngDecoder.DecodeColors(content, MaxPixels);
            Checked(mask.Mask);
            return mask;
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException(source, e.Message, e);
        }
    }

    private static Mask Checked(Mask mask) => mask.Runs.Length <= MaxRuns ? mask
        : throw new InvalidDataException($"it falls into {mask.Runs.Length:N0} runs: noise, not a mask (up to {MaxRuns:N0} are read)");

    /// <summary>Reads a mask; null if there is no such file.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is no mask, damaged, or cannot be read.</exception>
    public static ColorMask? ReadIfThere(string path, string source)
    {
        if (FileContent.ReadIfThere(path, source) is not { } found)
        {
            return null;
        }

        using var content = found;
        return DecodeColors(content.Span, source);
    }

    /// <summary>Each piece of a label as an annotation of its own.</summary>
    /// <param name="name">The annotations' category.</param>
    public static IEnumerable<Annotation> Pieces(Mask mask, byte label, string name) =>
        MaskOutline.OfPieces(mask, label).Select(outline => ToAnnotation(outline, name));

    /// <summary>All pixels of a label as one annotation; null if there are none.</summary>
    /// <param name="name">The annotation's category.</param>
    public static Annotation? Whole(Mask mask, byte label, string name) =>
        MaskOutline.Of(mask, label) is { } outline ? ToAnnotation(outline, name) : null;

    private static Annotation ToAnnotation(MaskOutline outline, string name) =>
        new() { Name = name, Kind = AnnotationKind.Polygon, Polygon = new Polygon(outline.Coordinates, [.. outline.RingEnds]) };
}
