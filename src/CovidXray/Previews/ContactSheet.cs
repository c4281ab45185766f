using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Previews;

/// <summary>Many pictures on one, in rows, each with its id below.</summary>
/// <param name="columns">How many stand beside each other, 1 or more.</param>
/// <param name="rows">How many rows there are, 1 or more.</param>
/// <param name="width">The largest width of a picture, in pixels.</param>
/// <param name="height">Its largest height.</param>
internal sealed class ContactSheet(int columns, int rows, int width, int height)
{
    private const int Gap = 8;

    // In small places letters are small.
    private readonly int _textScale = Math.Min(width, height) switch { < 128 => 1, < 384 => 2, _ => 3 };

    /// <summary>How many pictures a sheet holds.</summary>
    public long Capacity => (long)columns * rows;

    /// <summary>The width of a sheet in pixels; columns that nothing stands in are left out.</summary>
    /// <param name="pictures">How many pictures it holds.</param>
    public long WidthFor(int pictures) => Gap + (Math.Clamp(pictures, 1, columns) * StepX);

    /// <summary>Its height; rows that nothing stands in are left out.</summary>
    /// <param name="pictures">How many pictures it holds.</param>
    public long HeightFor(int pictures) => Gap + (Math.Clamp(((long)pictures + columns - 1) / columns, 1, rows) * StepY);

    private long StepX => (long)width + Gap;

    private long StepY => (long)height + TextHeight + Gap;

    private int TextHeight => (PixelFont.LineHeight * _textScale) + Gap;

    /// <summary>Makes a sheet.</summary>
    /// <param name="pictures">The pictures, at most <see cref="Capacity"/>; those of other shapes stand in the middle of their places.</param>
    public RgbPixels Make(IReadOnlyList<(string Id, RgbPixels Picture)> pictures)
    {
        var sheet = new RgbPixels(checked((int)WidthFor(pictures.Count)), checked((int)HeightFor(pictures.Count)));
        sheet.Fill(new PixelBox(0, 0, sheet.Width, sheet.Height), PreviewColors.Background);
        for (var i = 0; i < pictures.Count; i++)
        {
            var (id, picture) = pictures[i];
            var (x, y) = (Gap + (i % columns * (int)StepX), Gap + (i / columns * (int)StepY));
            sheet.Draw(picture, x + ((width - picture.Width) / 2), y + ((height - picture.Height) / 2));
            PixelFont.Write(sheet, PixelFont.Fitting(id, width, _textScale), x, y + height + (Gap / 2), _textScale, PreviewColors.Text);
        }

        return sheet;
    }
}
