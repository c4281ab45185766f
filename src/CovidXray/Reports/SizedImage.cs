namespace CovidXray.Reports;

/// <summary>An image and its size in pixels.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public sealed record SizedImage(string Id, int Width, int Height)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height} ({Id})";
}
