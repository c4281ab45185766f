namespace CovidXray.Previews;

/// <summary>How a preview shows a mask on its film.</summary>
public enum PreviewStyle
{
    /// <summary>Regions lightly filled, with firm outlines.</summary>
    Overlay,

    /// <summary>Outlines alone.</summary>
    Outline,

    /// <summary>Fillings alone.</summary>
    Fill,

    /// <summary>The mask in full colours on black, without the film.</summary>
    MaskOnly,

    /// <summary>The film as it is, and beside it with the overlay.</summary>
    SideBySide,
}

/// <summary>The styles of previews as they are typed; the first is the default.</summary>
internal static class PreviewStyles
{
    /// <summary>All of them, with what they are, in a few words.</summary>
    public static IReadOnlyList<(string Name, PreviewStyle Style, string Description)> All { get; } =
    [
        ("overlay", PreviewStyle.Overlay, "lightly filled, with firm outlines"),
        ("outline", PreviewStyle.Outline, "outlines alone"),
        ("fill", PreviewStyle.Fill, "fillings alone: just the mask's pixels"),
        ("mask-only", PreviewStyle.MaskOnly, "the mask in full colours on black; no film is read"),
        ("side-by-side", PreviewStyle.SideBySide, "the film as it is, and beside it with the overlay"),
    ];

    public static string Name(PreviewStyle style) => All.First(s => s.Style == style).Name;

    public static PreviewStyle Parse(string name) => All.First(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)).Style;
}
