namespace CovidXray.Images;

/// <summary>A frame of flat grey or white around a film, as a journal or a screenshot draws it.</summary>
/// <param name="Grey">Its grey, on the side where it is darkest.</param>
internal readonly record struct FlatFrame(int Grey)
{
    /// <summary>How far the greys of a frame's line may lie apart: where a film is decoded smaller, film shines through a thin one.</summary>
    private const int Flat = 48;

    /// <summary>How far the middles of the greys of two lines of one frame may lie apart.</summary>
    private const int Same = 24;

    /// <summary>The darkest grey of a frame: what is darker is a black border.</summary>
    private const int Darkest = 64;

    /// <summary>By how many greys the film behind a frame differs from it, and in which share of the pixels at least.</summary>
    private const int Step = 32;
    private const double StepShare = 0.7;

    /// <summary>A frame is no thicker than this part of the film.</summary>
    private const int Thickest = 10;

    /// <summary>Finds a frame; null if one of the sides has none.</summary>
    public static FlatFrame? Of(GreyPixels pixels)
    {
        var (width, height) = (pixels.Width, pixels.Height);
        Side[] sides =
        [
            new(i => GreyLine.OfColumn(pixels, i, 0, height), (i, y) => pixels.Row(y)[i], width, height),
            new(i => GreyLine.OfColumn(pixels, width - 1 - i, 0, height), (i, y) => pixels.Row(y)[width - 1 - i], width, height),
            new(i => GreyLine.OfRow(pixels, i, 0, width), (i, x) => pixels.Row(i)[x], height, width),
            new(i => GreyLine.OfRow(pixels, height - 1 - i, 0, width), (i, x) => pixels.Row(height - 1 - i)[x], height, width),
        ];
        var darkest = int.MaxValue;
        foreach (var side in sides)
        {
            if (side.FrameGrey() is not { } grey)
            {
                return null;
            }

            darkest = Math.Min(darkest, grey);
        }

        return new FlatFrame(darkest);
    }

    /// <summary>A film as seen from one of its sides.</summary>
    /// <param name="Line">The greys of a line, counted from the side.</param>
    /// <param name="Pixel">A pixel of a line.</param>
    /// <param name="Depth">The number of lines.</param>
    /// <param name="Length">The number of pixels in each.</param>
    private sealed record Side(Func<int, GreyLine> Line, Func<int, int, byte> Pixel, int Depth, int Length)
    {
        /// <summary>The grey of the frame on this side; null if there is none.</summary>
        public int? FrameGrey()
        {
            var first = Line(0);
            if (first.Range > Flat || first.Middle < Darkest)
            {
                return null;
            }

            var end = 1;
            while (end <= Depth / Thickest && Line(end) is var line && line.Range <= Flat && Math.Abs(line.Middle - first.Middle) <= Same)
            {
                end++;
            }

            // The line behind the frame may be half of it. What lies in the corners is other sides' frame.
            return end <= Depth / Thickest && end + 1 < Depth && IsOther(end + 1, first.Middle, skipped: end + 1) ? first.Middle : null;
        }

        private bool IsOther(int line, int grey, int skipped)
        {
            var (other, all) = (0, 0);
            for (var i = skipped; i < Length - skipped; i++)
            {
                all++;
                other += Math.Abs(Pixel(line, i) - grey) >= Step ? 1 : 0;
            }

            return all > 0 && other >= StepShare * all;
        }
    }
}
