namespace CovidXray.Browser.Films;

/// <summary>The size in which images stand in the grid.</summary>
internal static class ThumbnailSize
{
    /// <summary>The length of the longer side in pixels; smaller images stay as they are.</summary>
    public const int Side = 256;

    /// <summary>The size for an image.</summary>
    public static (int Width, int Height) Of(int width, int height)
    {
        var longer = Math.Max(width, height);
        return longer <= Side ? (width, height) : (Scale(width, longer), Scale(height, longer));
    }

    private static int Scale(int side, int longer) => (int)Math.Max(1, (((2L * side * Side) + longer) / (2L * longer)));
}
