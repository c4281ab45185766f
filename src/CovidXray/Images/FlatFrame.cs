namespace CovidXray.Images;

/// <summary>A frame of flat grey or white around a film, as a journal or a screenshot draws it.</summary>
/// <remarks>
/// Two ways find one. At the edge, a single line may be flat but for the film that shines through it; then the film behind must be of
/// another grey nearly everywhere. Where several lines have but one grey, on all four sides the same, they may also lie within the
/// film, and what is behind them may be of that grey here and there.
/// </remarks>
/// <param name="Grey">Its grey, on the side where it is darkest.</param>
internal readonly record struct FlatFrame(int Grey)
{
    /// <summary>How far the greys of a frame's line may lie apart: where a film is decoded smaller, film shines through a thin one.</summary>
    private const int Flat = 48;

    /// <summary>How far the middles of the greys of two lines of one frame may lie apart.</summary>
    private const int Same = 24;

    /// <summary>The darkest grey of a frame: what is darker is a black border.</summary>
    private const int Darkest = 64;

    /// <summary>How far the greys of lines of one grey may lie apart, what JPEG adds to them included, and how far their middles on two sides.</summary>
    private const int OneGrey = 6;

    /// <summary>The darkest grey of lines of one grey.</summary>
    private const int DarkestOneGrey = 40;

    /// <summary>By how many greys what is behind them differs from them, or within itself.</summary>
    private const int StepFromOneGrey = 24;

    /// <summary>How many lines of one grey there are at least.</summary>
    private const int LeastLines = 2;

    /// <summary>By how many greys the film behind a frame differs from it, and in which share of the pixels at least.</summary>
    private const int Step = 32;
    private const double StepShare = 0.7;

    /// <summary>A frame is no thicker than this part of the film.</summary>
    private const int Thickest = 10;

    /// <summary>Finds a frame; null if one of the sides has none.</summary>
    public static FlatFrame? Of(GreyPixels pixels)
    {
        var (width, height) = (pixels.Width, pixels.Height);
        var (top, left) = (height / Thickest, width / Thickest);
        Side[] sides =
        [
            new(i => GreyLine.OfColumn(pixels, i, 0, height), i => GreyLine.OfColumn(pixels, i, top, height - top), (i, y) => pixels.Row(y)[i], width, height),
            new(i => GreyLine.OfColumn(pixels, width - 1 - i, 0, height), i => GreyLine.OfColumn(pixels, width - 1 - i, top, height - top), (i, y) => pixels.Row(y)[width - 1 - i], width, height),
            new(i => GreyLine.OfRow(pixels, i, 0, width), i => GreyLine.OfRow(pixels, i, left, width - left), (i, x) => pixels.Row(i)[x], height, width),
            new(i => GreyLine.OfRow(pixels, height - 1 - i, 0, width), i => GreyLine.OfRow(pixels, height - 1 - i, left, width - left), (i, x) => pixels.Row(height - 1 - i)[x], height, width),
        ];
        return Of([.. sides.Select(s => s.FrameGrey())], most: int.MaxValue) ?? OfOneGrey(sides);
    }

    /// <summary>The frame of four sides; null if one has none, or two are of different greys.</summary>
    private static FlatFrame? Of(int?[] greys, int most) =>
        Array.TrueForAll(greys, g => g is not null) && greys.Max() - greys.Min() <= most ? new FlatFrame(greys.Min()!.Value) : null;

    /// <summary>The frame of lines of one grey, which a side may have several of.</summary>
    private static FlatFrame? OfOneGrey(Side[] sides)
    {
        var bands = Array.ConvertAll(sides, s => s.Bands());
        foreach (var grey in bands[0])
        {
            int?[] greys = [.. bands.Select(b => b.OrderBy(g => Math.Abs(g - grey)).Select(g => (int?)g).FirstOrDefault())];
            if (Of(greys, most: OneGrey) is { } frame)
            {
                return frame;
            }
        }

        return null;
    }

    /// <summary>A film as seen from one of its sides.</summary>
    /// <param name="Line">The greys of a line, counted from the side.</param>
    /// <param name="Inner">The same without the ends of the line, where the other sides of a frame cross it.</param>
    /// <param name="Pixel">A pixel of a line.</param>
    /// <param name="Depth">The number of lines.</param>
    /// <param name="Length">The number of pixels in each.</param>
    private sealed record Side(Func<int, GreyLine> Line, Func<int, GreyLine> Inner, Func<int, int, byte> Pixel, int Depth, int Length)
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

        /// <summary>The greys of the bands of one grey that lie along this side, from the edge inwards.</summary>
        public List<int> Bands()
        {
            var bands = new List<int>();
            for (var start = 0; start <= Depth / Thickest;)
            {
                var first = Inner(start);
                var end = start + 1;
                while (first.Range <= OneGrey && end <= Depth / Thickest && Inner(end) is var line && line.Range <= OneGrey && Math.Abs(line.Middle - first.Middle) <= OneGrey)
                {
                    end++;
                }

                // What goes on to the inside is no band. The line behind one may be half of it.
                if (first.Range <= OneGrey && first.Middle >= DarkestOneGrey && end - start >= LeastLines && end <= Depth / Thickest && IsStep(Inner(end + 1), first))
                {
                    bands.Add(first.Middle);
                }

                start = end;
            }

            return bands;
        }

        private static bool IsStep(GreyLine line, GreyLine band) => line.Range >= StepFromOneGrey || Math.Abs(line.Middle - band.Middle) >= StepFromOneGrey;

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
