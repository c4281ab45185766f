namespace CovidXray.Rasterization;

/// <summary>How an image is brought to another size.</summary>
public enum Fit
{
    /// <summary>Each axis by its own factor; the shape changes.</summary>
    Stretch,

    /// <summary>The whole image inside, centred, background around it.</summary>
    Pad,

    /// <summary>The whole target filled, what overhangs cut off evenly.</summary>
    Crop,
}
