using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Previews;

/// <summary>Many pictures on one, in rows, each with its id below.</summary>
/// <param name="columns">How many stand beside each other, 1 or more.</param>
/// <param name="rows">How many rows there are, 1 or more.</param>
/// <param name="side">The largest width and height of a picture, in pixels.</param>
internal sealed class ContactSheet(int columns, int rows, int side)
{
    private const int Gap = 8;
    private const int TextScale = 2;
    private const int TextHeight = (PixelFont.LineHeight * TextScale) + Gap;

    /// <summary>How many pictures a sheet holds.</summary>
    public int Capacity => columns * rows;

    /// <summary>The width of a sheet in pixels.</summary>
    public int Width => Gap + (columns * (side + Gap));

    /// <summary>The height of a sheet that is full.</summary>
    public int Height => Gap + (rows * (side + TextHeight + Gap));

    /// <summary>Makes a sheet; rows that nothing stands in are left out.</summary>
    /// <param name="pictures">The pictures, at most <see cref="Capacity"/>; those of other shapes stand in the middle of their places.</param>
    public RgbPixels Make(IReadOnlyList<(string Id, RgbPixels Picture)> pictures)
    {
        var used = Math.Max(1, (pictures.Count + columns - 1) / columns);
        var sheet = new RgbPixels(Width, Gap + (used * (side + TextHeight + Gap)));
        sheet.Fill(new PixelBox(0, 0, sheet.Width, sheet.Height), PreviewColors.Background);
        for (var i = 0; i < pictures.Count; i++)
        {
            var (id, picture) = pictures[i];
            var (x, y) = (Gap + (i % columns * (side + Gap)), Gap + (i / columns * (side + TextHeight + Gap)));
            sheet.Draw(picture, x + ((side - picture.Width) / 2), y + ((side - picture.Height) / 2));
            PixelFont.Write(sheet, PixelFont.Fitting(id, side, TextScale), x, y + side + (Gap / 2), TextScale, PreviewColors.Text);
        }

        return sheet;
    }
}
