using CovidXray.Masks;
using FsCheck;
using FsCheck.Fluent;

namespace CovidXray.Tests.Masks;

/// <summary>Random masks for property tests: blocks, noise, empty and full rows, up to three labels.</summary>
public static class MaskGenerators
{
    public static Arbitrary<Mask> Masks()
    {
        var masks =
            from width in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(60, 70), Gen.Choose(120, 300))
            from height in Gen.Choose(1, 30)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select Next(new Random(seed), width, height);
        return Arb.From(masks, Shrink);
    }

    public static Mask Next(Random random, int width, int height)
    {
        var builder = new MaskBuilder(width, height);
        Run[] row = [];
        for (var y = 0; y < height; y++)
        {
            // Real masks are mostly like the row above.
            row = random.Next(4) > 0 && y > 0 ? row : NextRow(random, width);
            foreach (var run in row)
            {
                builder.Add(run.Start, run.Length, run.Label);
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }

    /// <summary>A mask of given pixels, one call a pixel.</summary>
    public static Mask FromPixels(ReadOnlySpan<byte> pixels, int width, int height)
    {
        var builder = new MaskBuilder(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                builder.Add(x, 1, pixels[(y * width) + x]);
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }

    private static Run[] NextRow(Random random, int width)
    {
        var runs = new List<Run>();
        var longest = random.Next(6) switch { 0 => 1, 1 => 3, 5 => 2 * width, _ => Math.Max(1, width / 3) };
        for (var x = random.Next(3) == 0 ? 0 : random.Next(width + 1); x < width;)
        {
            var length = Math.Min(random.Next(1, longest + 1), width - x);
            if (random.Next(3) > 0)
            {
                runs.Add(new Run(x, length, (byte)random.Next(1, 4)));
            }

            x += length;
        }

        return [.. runs];
    }

    private static IEnumerable<Mask> Shrink(Mask mask)
    {
        var (halfWidth, halfHeight) = (mask.Width / 2, mask.Height / 2);
        if (halfHeight > 0)
        {
            yield return mask.Window(0, 0, mask.Width, halfHeight);
            yield return mask.Window(0, halfHeight, mask.Width, mask.Height - halfHeight);
        }

        if (halfWidth > 0)
        {
            yield return mask.Window(0, 0, halfWidth, mask.Height);
            yield return mask.Window(halfWidth, 0, mask.Width - halfWidth, mask.Height);
        }
    }
}
