namespace PhantomGenerator.Overlays;

/// <summary>
/// The rings of an Ignore annotation; two or more make a complex polygon. Decimals, because some of the real ones lie between
/// pixels and a decimal prints as it was written.
/// </summary>
internal sealed record IgnoreRegion(IReadOnlyList<IReadOnlyList<(decimal X, decimal Y)>> Rings)
{
    /// <summary>A ring of four corners, slightly out of square as a hand draws it.</summary>
    public static IReadOnlyList<(decimal X, decimal Y)> Quad(decimal left, decimal top, decimal right, decimal bottom, decimal skew) =>
        [(left, top + skew), (left + skew, bottom), (right, bottom - skew), (right - skew, top)];
}
