namespace CovidXray.Rasterization;

/// <summary>Which annotation wins where two of one image overlap.</summary>
public enum PaintOrder
{
    /// <summary>Ignore over everything, else the later one: no Ignore pixel is lost.</summary>
    IgnoreLast,

    /// <summary>The later one in the file, as V7 painted: bit-exact with the published masks, which lose Ignore pixels in 24 images.</summary>
    V7,

    /// <summary>Everything over Ignore, else the later one.</summary>
    IgnoreFirst,
}
