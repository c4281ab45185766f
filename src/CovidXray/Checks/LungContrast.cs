using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Checks;

/// <summary>How much brighter the part between the lungs is than the lungs beside it: bones and heart are, unless greys are inverted.</summary>
/// <param name="Difference">The difference of the mean greys, -255 to 255.</param>
/// <param name="Rows">The number of rows that were looked at.</param>
internal readonly record struct LungContrast(double Difference, int Rows)
{
    /// <summary>Compares what is labelled with the widest gap in each row.</summary>
    /// <param name="lungs">The lungs, of the same size as the pixels; every label counts.</param>
    public static LungContrast Of(GreyPixels pixels, Mask lungs)
    {
        var (lungSum, lungCount, gapSum, gapCount, rows) = (0L, 0L, 0L, 0L, 0);
        for (var y = 0; y < pixels.Height; y++)
        {
            var runs = lungs.Row(y);
            var (start, end) = WidestGap(runs);
            if (end <= start)
            {
                continue;
            }

            rows++;
            var row = pixels.Row(y);
            foreach (var run in runs)
            {
                lungSum += Sum(row[run.Start..run.End]);
                lungCount += run.Length;
            }

            gapSum += Sum(row[start..end]);
            gapCount += end - start;
        }

        return rows == 0 ? default : new LungContrast(((double)gapSum / gapCount) - ((double)lungSum / lungCount), rows);
    }

    private static (int Start, int End) WidestGap(ReadOnlySpan<Run> runs)
    {
        var (start, end) = (0, 0);
        for (var i = 1; i < runs.Length; i++)
        {
            if (runs[i].Start - runs[i - 1].End > end - start)
            {
                (start, end) = (runs[i - 1].End, runs[i].Start);
            }
        }

        return (start, end);
    }

    private static long Sum(ReadOnlySpan<byte> pixels)
    {
        var sum = 0L;
        foreach (var pixel in pixels)
        {
            sum += pixel;
        }

        return sum;
    }
}
