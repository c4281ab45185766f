using CovidXray.Images;

namespace CovidXray.Duplicates;

/// <summary>Pictures made smaller by means: each box of the window becomes one value, pixels that it cuts counting in part.</summary>
/// <remarks>Sums are of doubles in a fixed order, rounded at the end: the same values on every machine, and one value for one grey.</remarks>
internal static class BoxAverages
{
    /// <summary>What a grey of 1 is in the means.</summary>
    public const int Unit = 64;

    /// <summary>The means of a grid of boxes.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="window">What of it the grid covers, in pixels, inside of it and not empty.</param>
    /// <param name="columns">Boxes in a row.</param>
    /// <param name="rows">Rows of boxes.</param>
    /// <param name="means">Takes the means, row by row, in <see cref="Unit"/>s.</param>
    public static void Of(GreyPixels picture, GreyWindow window, int columns, int rows, Span<int> means)
    {
        var across = new BoxShares(window.Left, window.Width, columns, picture.Width);
        var down = new BoxShares(window.Top, window.Height, rows, picture.Height);
        var line = new double[picture.Width];
        for (var row = 0; row < rows; row++)
        {
            Array.Clear(line);
            var y = down.First(row);
            foreach (var share in down.Of(row))
            {
                Add(picture.Row(y++), share, line);
            }

            for (var column = 0; column < columns; column++)
            {
                var shares = across.Of(column);
                var pixels = line.AsSpan(across.First(column), shares.Length);
                var sum = 0.0;
                for (var i = 0; i < shares.Length; i++)
                {
                    sum += pixels[i] * shares[i];
                }

                means[(row * columns) + column] = (int)((sum * Unit) + 0.5);
            }
        }
    }

    private static void Add(ReadOnlySpan<byte> pixels, double share, Span<double> sums)
    {
        sums = sums[..pixels.Length];
        for (var x = 0; x < pixels.Length; x++)
        {
            sums[x] += pixels[x] * share;
        }
    }
}

/// <summary>Which pixels of an axis each of a row of boxes covers, and what share of the box each is; shares of a box add up to 1.</summary>
internal sealed class BoxShares
{
    private readonly int[] _firsts;
    private readonly int[] _ends;
    private readonly double[] _shares;

    /// <param name="start">Where the boxes start, in pixels.</param>
    /// <param name="length">How long all of them are together.</param>
    /// <param name="boxes">How many there are.</param>
    /// <param name="pixels">How long the axis is; boxes lie inside.</param>
    public BoxShares(double start, double length, int boxes, int pixels)
    {
        _firsts = new int[boxes];
        _ends = new int[boxes];
        var shares = new List<double>(pixels + (2 * boxes));
        for (var box = 0; box < boxes; box++)
        {
            var from = start + (length * box / boxes);
            var to = start + (length * (box + 1) / boxes);
            var first = Math.Min((int)from, pixels - 1);
            _firsts[box] = first;
            for (var pixel = first; pixel == first || (pixel < to && pixel < pixels); pixel++)
            {
                shares.Add(Math.Max(0, Math.Min(pixel + 1, to) - Math.Max(pixel, from)) / (to - from));
            }

            _ends[box] = shares.Count;
        }

        _shares = [.. shares];
    }

    /// <summary>The first pixel that a box covers.</summary>
    public int First(int box) => _firsts[box];

    /// <summary>The shares of that pixel and those behind it.</summary>
    public ReadOnlySpan<double> Of(int box)
    {
        var start = box == 0 ? 0 : _ends[box - 1];
        return _shares.AsSpan(start, _ends[box] - start);
    }
}
