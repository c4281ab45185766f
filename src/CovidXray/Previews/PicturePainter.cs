using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Previews;

/// <summary>Makes the picture of an image: its film, and its mask in a style.</summary>
internal sealed class PicturePainter(PreviewStyle style)
{
    private const int Full = 100;

    /// <summary>What lies between a film and the same film with its overlay, in pixels.</summary>
    private const int Gap = 8;

    /// <summary>Whether pictures show films at all.</summary>
    public bool ShowsFilms => style != PreviewStyle.MaskOnly;

    /// <summary>The width of the picture of an image that is shown so wide.</summary>
    public long WidthOf(long width) => style == PreviewStyle.SideBySide ? (2 * width) + Gap : width;

    /// <summary>Makes a picture.</summary>
    /// <param name="film">The film, which is painted on; black where none is shown.</param>
    /// <param name="mask">The mask, of the same size.</param>
    /// <param name="colors">The colour of each label, from 0 on.</param>
    /// <param name="hatched">The label that is hatched; 0 for none.</param>
    public RgbPixels Paint(RgbPixels film, Mask mask, RgbColor[] colors, byte hatched)
    {
        var picture = style == PreviewStyle.SideBySide ? BesideItself(film) : null;
        Painter(colors, hatched, film.Width, film.Height).Paint(film, mask);
        picture?.Draw(film, film.Width + Gap, 0);
        return picture ?? film;
    }

    private static RgbPixels BesideItself(RgbPixels film)
    {
        var picture = new RgbPixels((2 * film.Width) + Gap, film.Height);
        picture.Draw(film, 0, 0);
        picture.Fill(new PixelBox(film.Width, 0, Gap, film.Height), PreviewColors.Background);
        return picture;
    }

    private OverlayPainter Painter(RgbColor[] colors, byte hatched, int width, int height)
    {
        var (outline, hatch) = (OverlayPainter.OutlineFor(width, height), OverlayPainter.HatchFor(width, height));
        return style switch
        {
            PreviewStyle.Outline => new OverlayPainter(colors, hatched: 0) { FillOpacity = 0, OutlineWidth = outline },
            PreviewStyle.Fill => new OverlayPainter(colors, hatched) { OutlineWidth = 0, HatchPeriod = hatch },
            PreviewStyle.MaskOnly => new OverlayPainter(colors, hatched: 0) { FillOpacity = Full, OutlineWidth = 0 },
            _ => new OverlayPainter(colors, hatched) { OutlineWidth = outline, HatchPeriod = hatch },
        };
    }
}
