namespace CovidXray.Previews;

/// <summary>How a preview shows a mask on its film.</summary>
internal enum PreviewStyle
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
