namespace PhantomGenerator.Overlays;

/// <summary>An ECG electrode with its clip, and the wire that leaves the film. The annotation covers electrode and clip.</summary>
/// <param name="X">Middle of the electrode in pixels.</param>
/// <param name="Y">Middle of the electrode.</param>
/// <param name="Radius">Radius of the electrode.</param>
/// <param name="ExitX">Where the wire leaves the film.</param>
/// <param name="ExitY">Where the wire leaves the film.</param>
internal sealed record EcgLead(int X, int Y, int Radius, int ExitX, int ExitY) : IOverlay
{
    /// <inheritdoc/>
    public IgnoreRegion Region => new(
    [
        [
            (X - Radius - 2.25m, Y - Radius - 1.5m),
            (X - Radius - 1.75m, Y + (Radius * 3) + 0.12m),
            (X + 0.5m, Y + (Radius * 3) + 6.87m),
            (X + Radius + 3.37m, Y + (Radius * 3) - 0.5m),
            (X + Radius + 2.62m, Y - Radius - 2.25m),
        ],
    ]);

    /// <inheritdoc/>
    public void Draw(Plate plate)
    {
        var wire = Math.Max(1, Radius / 5.0);
        plate.Stroke((X, Y), (X, Y), Radius, 0.86);
        plate.Stroke((X, Y), (X, Y), Radius * 0.45, 1);
        plate.Stroke((X, Y + Radius), (X, Y + (Radius * 2.8)), Radius * 0.40, 0.97);
        plate.Strokes(Curve.Through((X, Y + (Radius * 2.8)), (X, ExitY - ((ExitY - Y) / 4)), ((X + ExitX) / 2, ExitY), (ExitX, ExitY)), wire, 0.84);
    }
}
