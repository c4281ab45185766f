using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Previews;

/// <summary>Paints the runs of a mask on pixels of the same size: a light filling, hatching, a firm outline.</summary>
/// <remarks>
/// An outline is what lies inside its region at most so many pixels from another label or from the picture's edge, across or down:
/// it never hides a pixel of a neighbour.
/// </remarks>
internal sealed class OverlayPainter
{
    private const int Percent = 100;
    private const int SmallSide = 128;

    private readonly RgbColor[] _colors;
    private readonly bool[] _isHatched;

    /// <param name="colors">The colour of each label, from 0 on.</param>
    /// <param name="hatched">The label whose filling is hatched; 0 for none.</param>
    public OverlayPainter(RgbColor[] colors, byte hatched)
    {
        _colors = colors;
        _isHatched = new bool[256];
        _isHatched[hatched] = hatched != 0;
    }

    /// <summary>How much of the colour a filling has, in percent.</summary>
    public int FillOpacity { get; init; } = 25;

    /// <summary>How much of the colour the stripes of a hatching have, in percent.</summary>
    public int HatchOpacity { get; init; } = 65;

    /// <summary>How wide an outline is, in pixels; 0 for none.</summary>
    public int OutlineWidth { get; init; } = 2;

    /// <summary>How far from each other stripes begin, in pixels; they are a quarter of that wide.</summary>
    public int HatchPeriod { get; init; } = 8;

    /// <summary>An outline's width for a picture of some size: a part of its shorter side that is seen, one pixel in stamps alone.</summary>
    public static int OutlineFor(int width, int height) => Math.Min(width, height) is var side && side < SmallSide ? 1 : Math.Max(2, side / 300);

    /// <summary>How far from each other stripes begin in a picture of some size.</summary>
    public static int HatchFor(int width, int height) => Math.Max(8, 4 * OutlineFor(width, height));

    /// <summary>Paints.</summary>
    /// <exception cref="ArgumentException">The mask has another size.</exception>
    public void Paint(RgbPixels pixels, Mask mask)
    {
        if (mask.Width != pixels.Width || mask.Height != pixels.Height)
        {
            throw new ArgumentException($"The mask is {mask.Width}x{mask.Height}, the picture {pixels.Width}x{pixels.Height}.", nameof(mask));
        }

        for (var y = 0; y < mask.Height; y++)
        {
            var row = pixels.Row(y);
            foreach (var run in mask.Row(y))
            {
                Fill(row, run, y);
            }
        }

        if (OutlineWidth > 0)
        {
            Outline(pixels, mask);
        }
    }

    private void Fill(Span<byte> row, Run run, int y)
    {
        var color = _colors[run.Label];
        if (!_isHatched[run.Label])
        {
            for (var x = run.Start; x < run.End && FillOpacity > 0; x++)
            {
                Mix(row.Slice(3 * x, 3), color, FillOpacity);
            }

            return;
        }

        for (var x = run.Start; x < run.End && FillOpacity > 0; x++)
        {
            // Stripes from the lower left to the upper right.
            Mix(row.Slice(3 * x, 3), color, (x + y) % HatchPeriod < Math.Max(1, HatchPeriod / 4) ? HatchOpacity : FillOpacity);
        }
    }

    private void Outline(RgbPixels pixels, Mask mask)
    {
        var (width, height) = (mask.Width, mask.Height);

        // For each column, in how many rows up to this one its label has been the same.
        var above = new int[width];
        var before = new byte[width];
        var here = new byte[width];
        var edge = new bool[width];
        for (var y = 0; y < height; y++)
        {
            mask.CopyRowTo(y, here);
            for (var x = 0; x < width; x++)
            {
                above[x] = y > 0 && here[x] == before[x] ? above[x] + 1 : 1;
                edge[x] = above[x] <= OutlineWidth;
            }

            foreach (var run in mask.Row(y))
            {
                edge.AsSpan(run.Start, Math.Min(OutlineWidth, run.Length)).Fill(true);
                edge.AsSpan(Math.Max(run.Start, run.End - OutlineWidth), Math.Min(OutlineWidth, run.Length)).Fill(true);
            }

            MarkFromBelow(mask, y, edge);
            var row = pixels.Row(y);
            foreach (var run in mask.Row(y))
            {
                for (var x = run.Start; x < run.End; x++)
                {
                    if (edge[x])
                    {
                        Mix(row.Slice(3 * x, 3), _colors[run.Label], Percent);
                    }
                }
            }

            (before, here) = (here, before);
        }
    }

    /// <summary>Marks pixels whose label ends within the outline's width below them.</summary>
    private void MarkFromBelow(Mask mask, int y, bool[] edge)
    {
        if (y + OutlineWidth >= mask.Height)
        {
            Array.Fill(edge, true);
            return;
        }

        for (var below = y + 1; below <= y + OutlineWidth; below++)
        {
            foreach (var change in new RowChanges(mask.Row(y), mask.Row(below), mask.Width))
            {
                edge.AsSpan(change.Start, change.Length).Fill(true);
            }
        }
    }

    private static void Mix(Span<byte> pixel, RgbColor color, int percent)
    {
        pixel[0] = Mixed(pixel[0], color.R, percent);
        pixel[1] = Mixed(pixel[1], color.G, percent);
        pixel[2] = Mixed(pixel[2], color.B, percent);
    }

    private static byte Mixed(int under, int over, int percent) => (byte)(((under * (Percent - percent)) + (over * percent) + (Percent / 2)) / Percent);
}
