namespace CovidXray.Images;

/// <summary>What had to be done to a film to make it 8-bit grey.</summary>
[Flags]
public enum FilmConversions
{
    /// <summary>Nothing: it was 8-bit grey.</summary>
    None = 0,

    /// <summary>Colours became grey by Rec. 601: 0.299 R + 0.587 G + 0.114 B, which is a JPEG's own Y and Pillow's <c>convert("L")</c>.</summary>
    Colour = 1,

    /// <summary>A palette's indices became its colours, and those became grey.</summary>
    Palette = 2,

    /// <summary>Printing inks became colours, (1 - ink)(1 - black), and those became grey. No colour profile is applied.</summary>
    Cmyk = 4,

    /// <summary>Transparent pixels were laid on black.</summary>
    Alpha = 8,

    /// <summary>16 bits became 8.</summary>
    Depth = 16,

    /// <summary>EXIF says that viewers turn the film; it stays as it is stored, since annotations are of the film as stored.</summary>
    Orientation = 32,
}
