using System.Globalization;
using CovidXray.Masks;

namespace CovidXray.Formats.Masks;

/// <summary>Colours as tables of classes have them.</summary>
internal static class ColorText
{
    /// <summary>A colour of three numbers from 0 to 255, with blanks or commas between; null if it is none.</summary>
    public static RgbColor? TryRead(string text)
    {
        var parts = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 3 && TryRead(parts[0], out var r) && TryRead(parts[1], out var g) && TryRead(parts[2], out var b) ? new RgbColor(r, g, b) : null;

        static bool TryRead(string part, out byte value) => byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
