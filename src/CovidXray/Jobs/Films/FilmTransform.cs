using CovidXray.Images;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Films;

/// <summary>What was done to a film and its annotations, for transform.json and the notes.</summary>
internal sealed record FilmTransform
{
    /// <summary>What can be done to a film to make it 8-bit grey, and its name in files.</summary>
    public static IReadOnlyList<(FilmConversions Conversion, string Name)> ConversionNames { get; } =
    [
        (FilmConversions.Colour, "colour"),
        (FilmConversions.Palette, "palette"),
        (FilmConversions.Cmyk, "cmyk"),
        (FilmConversions.Alpha, "alpha"),
        (FilmConversions.Depth, "depth"),
        (FilmConversions.Orientation, "orientation"),
    ];

    /// <summary>The size that the annotations were drawn on.</summary>
    public required (int Width, int Height) Annotated { get; init; }

    /// <summary>The size of the film as it was found.</summary>
    public required (int Width, int Height) Film { get; init; }

    /// <summary>The size of the exported film and its annotations.</summary>
    public required (int Width, int Height) Exported { get; init; }

    /// <summary>The way of the annotations' points to the exported film.</summary>
    public required ImageTransform Transform { get; init; }

    /// <summary>The part of the film that was cut out; null for the whole.</summary>
    public PixelBox? Crop { get; init; }

    /// <summary>The part of the exported film that shows film; the rest is padding.</summary>
    public required PixelBox Content { get; init; }

    /// <summary>The grey of padding and of pixels that were not kept; null where nothing was filled.</summary>
    public byte? Fill { get; init; }

    /// <summary>What made the film 8-bit grey.</summary>
    public FilmConversions Conversions { get; init; }

    /// <summary>Annotations that lie outside the exported film.</summary>
    public int Outside { get; init; }

    /// <summary>Annotations of kinds that cannot be moved.</summary>
    public int NotMovable { get; init; }

    /// <summary>Whether the film has another size than its annotations.</summary>
    public bool IsResized => Annotated != Film;
}
