namespace PhantomGenerator.Overlays;

/// <summary>The lead letter that says which side is which.</summary>
/// <param name="Letter">R or L.</param>
/// <param name="X">Left edge in pixels.</param>
/// <param name="Y">Top edge in pixels.</param>
/// <param name="Block">Pixels of one of the letter's 5 x 7 blocks.</param>
internal sealed record SideMarker(string Letter, int X, int Y, int Block) : IOverlay
{
    /// <inheritdoc/>
    public IgnoreRegion Region => new([IgnoreRegion.Quad(X - 3.31m, Y - 4.75m, X + (5 * Block) + 3.5m, Y + (BlockLetters.Rows * Block) + 4.28m, 0.56m)]);

    /// <inheritdoc/>
    public void Draw(Plate plate) => BlockLetters.Write(plate, Letter, X, Y, Block, 0.97);
}
