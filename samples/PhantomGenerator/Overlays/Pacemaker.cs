namespace PhantomGenerator.Overlays;

/// <summary>A pacemaker under the collar bone with its lead to the heart.</summary>
/// <param name="X">Left edge of the box in pixels.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Size">Width of the box.</param>
/// <param name="TipX">Where the lead ends.</param>
/// <param name="TipY">Where the lead ends.</param>
internal sealed record Pacemaker(int X, int Y, int Size, int TipX, int TipY) : IOverlay
{
    /// <inheritdoc/>
    public IgnoreRegion Region => new([IgnoreRegion.Quad(X - 2, Y - 2, X + Size + 2, Y + (Size * 3 / 4) + 3, 1)]);

    /// <inheritdoc/>
    public void Draw(Plate plate)
    {
        double radius = Size / 6.0;
        var (left, top, right, bottom) = (X + radius, Y + radius, X + Size - radius, Y + (Size * 0.75) - radius);
        for (var y = top; y <= bottom; y += radius / 2)
        {
            plate.Stroke((left, y), (right, y), radius, 0.93);
        }

        (double X, double Y) header = (X + (Size * 0.2), Y);
        (double X, double Y) bend = (((X * 2) + TipX) / 3.0, Y - (Size * 0.55));
        (double X, double Y) descent = ((X + (TipX * 3)) / 4.0, (Y + TipY) / 2.0);
        plate.Strokes(Curve.Through(header, bend, descent, (TipX, TipY)), Math.Max(1, Size / 40.0), 0.95);
        plate.Stroke((TipX, TipY), (TipX + (Size / 8.0), TipY + 1), Math.Max(1.2, Size / 28.0), 1);
    }
}
