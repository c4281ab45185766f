namespace PhantomGenerator.Overlays;

/// <summary>
/// A printed box around a label. Only the box is ignored: a complex polygon, and as in the one that V7 published the hole
/// comes first.
/// </summary>
/// <param name="X">Left edge in pixels.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Block">Pixels of a letter's block.</param>
/// <param name="Word">The label.</param>
internal sealed record LabelFrame(int X, int Y, int Block, string Word) : IOverlay
{
    private int Right => X + (((Word.Length * BlockLetters.Advance) + 3) * Block);

    private int Bottom => Y + ((BlockLetters.Rows + 4) * Block);

    /// <inheritdoc/>
    public IgnoreRegion Region => new(
    [
        IgnoreRegion.Quad(X + Block + 0.5m, Y + Block + 0.25m, Right - Block - 0.5m, Bottom - Block - 0.75m, 0.5m),
        IgnoreRegion.Quad(X - 2.22m, Y - 3.1m, Right + 2.66m, Bottom + 1.97m, 0.97m),
    ]);

    /// <inheritdoc/>
    public void Draw(Plate plate)
    {
        plate.Box(X, Y, Right, Y + Block, 0.95);
        plate.Box(X, Bottom - Block, Right, Bottom, 0.95);
        plate.Box(X, Y, X + Block, Bottom, 0.95);
        plate.Box(Right - Block, Y, Right, Bottom, 0.95);
        BlockLetters.Write(plate, Word, X + (2 * Block), Y + (2 * Block), Block, 0.9);
    }
}
