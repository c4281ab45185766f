namespace CovidXray.Images;

/// <summary>Where the columns (or rows) of a film come to lie in a target of another size.</summary>
/// <remarks>
/// Pixels are squares with their centre at whole numbers. A place p of the film, in pixels from its first edge, comes to lie
/// at <c>p x Scale + Offset</c>, so a point x goes to <c>(x + 0.5) Scale + Offset - 0.5</c>.
/// </remarks>
/// <param name="Scale">Pixels of the target for each pixel of the film, above 0.</param>
/// <param name="Offset">Where the film's first edge lies in the target; may be negative.</param>
/// <param name="First">The first pixel of the film that is shown.</param>
/// <param name="End">Behind the last pixel of the film that is shown.</param>
/// <param name="Length">Pixels of the target, 1 or more.</param>
internal readonly record struct AxisMapping(double Scale, double Offset, int First, int End, int Length)
{
    /// <summary>The first pixel of the target that shows film.</summary>
    public int ContentStart => Edge(First);

    /// <summary>Behind the last pixel of the target that shows film.</summary>
    public int ContentEnd => Edge(End);

    /// <summary>Whether pixels are copied as they are.</summary>
    internal bool IsCopy => Scale == 1 && Offset == Math.Round(Offset);

    /// <summary>The film as it is.</summary>
    /// <param name="length">Its pixels.</param>
    public static AxisMapping Identity(int length) => new(1, 0, 0, length, length);

    private int Edge(int pixel) => (int)Math.Clamp(Math.Round((pixel * Scale) + Offset), 0, Length);
}
