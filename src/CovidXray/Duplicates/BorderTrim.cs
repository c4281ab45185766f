using CovidXray.Images;

namespace CovidXray.Duplicates;

/// <summary>Finds what of a film is left without uniform borders, such as frames: lines at its sides of nearly one grey.</summary>
internal static class BorderTrim
{
    /// <summary>How far the greys of a border may lie apart: what JPEG makes of one grey.</summary>
    private const int Tolerance = 10;

    /// <summary>The part within uniform borders; sides are cut to no less than half.</summary>
    /// <returns>The part, in pixels.</returns>
    public static GreyWindow Of(GreyPixels pixels)
    {
        var (left, top, right, bottom) = BorderLines.Trim(pixels, static line => line.Range <= Tolerance, (pixels.Width + 1) / 2, (pixels.Height + 1) / 2);
        return new GreyWindow(left, top, right, bottom);
    }
}
