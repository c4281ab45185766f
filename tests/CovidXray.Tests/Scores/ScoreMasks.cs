using CovidXray.Masks;
using CovidXray.Tests.Masks;

namespace CovidXray.Tests.Scores;

/// <summary>Masks to be scored: pictures of letters, and small random ones of many kinds.</summary>
internal static class ScoreMasks
{
    /// <summary>A mask of rows of characters: a digit is a label, anything else is background.</summary>
    public static Mask Of(params string[] rows) =>
        MaskGenerators.FromPixels([.. string.Concat(rows).Select(c => char.IsAsciiDigit(c) ? (byte)(c - '0') : (byte)0)], rows[0].Length, rows.Length);

    public static Mask Empty(int width, int height) => new MaskBuilder(width, height).ToMask();

    public static Mask Full(int width, int height) => Box(width, height, 0, 0, width, height);

    public static Mask Box(int width, int height, int left, int top, int right, int bottom) => FromRows(width, height, y => y >= top && y < bottom ? [(left, right)] : []);

    public static Mask Checkerboard(int width, int height, int odd) =>
        FromRows(width, height, y => [.. Enumerable.Range(0, width).Where(x => ((x + y) & 1) == odd).Select(x => (x, x + 1))]);

    /// <summary>Teeth of one pixel, every second column, upright; on their side if so wished.</summary>
    public static Mask Comb(int width, int height, int step) =>
        FromRows(width, height, y => y == 0 ? [(0, width)] : [.. Enumerable.Range(0, (width + step - 1) / step).Select(i => (i * step, (i * step) + 1))]);

    public static Mask FromRows(int width, int height, Func<int, IEnumerable<(int Start, int End)>> runs)
    {
        var mask = new MaskBuilder(width, height);
        for (var y = 0; y < height; y++)
        {
            foreach (var (start, end) in runs(y))
            {
                mask.Add(start, end - start, 1);
            }

            mask.EndRow();
        }

        return mask.ToMask();
    }

    /// <summary>An ellipse with a wavy edge.</summary>
    public static Mask Blob(int width, int height, double x, double y, double radiusX, double radiusY, double wave) =>
        FromRows(width, height, row =>
        {
            var v = (row - y) / radiusY;
            var half = Math.Abs(v) < 1 ? radiusX * Math.Sqrt(1 - (v * v)) * (1 + (wave * Math.Sin(row * 0.2))) : 0;
            var (start, end) = (Math.Clamp((int)(x - half), 0, width), Math.Clamp((int)(x + half), 0, width));
            return start < end ? [(start, end)] : [];
        });

    /// <summary>A pair of small masks: blobs, boxes, noise, runs of three labels, single pixels, full and empty ones.</summary>
    public static (Mask Truth, Mask Predicted) Pair(Random random)
    {
        var (width, height) = random.Next(8) == 0 ? (random.Next(1, 4), random.Next(1, 60)) : (random.Next(1, 45), random.Next(1, 30));
        var truth = Next(random, width, height);
        return (truth, random.Next(12) == 0 ? truth : Next(random, width, height));
    }

    private static Mask Next(Random random, int width, int height) => random.Next(9) switch
    {
        0 => MaskGenerators.Next(random, width, height),
        1 => random.Next(3) == 0 ? Full(width, height) : Empty(width, height),
        2 => Box(width, height, random.Next(width), random.Next(height), width, height),
        3 => Noise(random, width, height, random.NextDouble()),
        4 => Checkerboard(width, height, random.Next(2)),
        5 => random.Next(width) is var x && random.Next(height) is var y ? Box(width, height, x, y, x + 1, y + 1) : throw new InvalidOperationException(),
        _ => Blob(width, height, random.Next(width), random.Next(height), 1 + random.Next(width), 1 + random.Next(height), random.NextDouble() / 2),
    };

    private static Mask Noise(Random random, int width, int height, double share) =>
        MaskGenerators.FromPixels([.. Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < share ? (byte)random.Next(1, 4) : (byte)0)], width, height);
}
