using System.Globalization;
using CovidXray.Masks;

namespace CovidXray.Jobs.Films;

/// <summary>How much is left around a box: pixels of the film, or a percentage of each of the box's sides.</summary>
/// <param name="Amount">0 or more.</param>
/// <param name="IsPercent">Whether it is a percentage.</param>
public readonly record struct CropMargin(int Amount, bool IsPercent)
{
    /// <summary>Reads <c>20</c> or <c>10%</c>; null if it is neither.</summary>
    internal static CropMargin? Parse(string text)
    {
        var isPercent = text.EndsWith('%');
        return int.TryParse(isPercent ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000
            ? new CropMargin(amount, isPercent)
            : null;
    }

    /// <summary>A box with this margin around it, as far as the film reaches.</summary>
    internal PixelBox Around(PixelBox box, int width, int height)
    {
        var (x, y) = (Of(box.Width), Of(box.Height));
        var (left, top) = ((int)Math.Max(0, box.X - x), (int)Math.Max(0, box.Y - y));
        var (right, bottom) = ((int)Math.Min(width, box.X + box.Width + x), (int)Math.Min(height, box.Y + box.Height + y));
        return new PixelBox(left, top, right - left, bottom - top);
    }

    private long Of(int side) => IsPercent ? ((long)side * Amount + 50) / 100 : Amount;
}
