using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

/// <summary>Outlines, painted by V7's rule, are the mask that they were traced from.</summary>
[Properties(Arbitrary = [typeof(MaskGenerators)])]
public sealed class MaskOutlineTests
{
    private readonly PolygonRasterizer _rasterizer = new();

    [Property(MaxTest = 500)]
    public void Random_masks(Mask mask) => AssertPaintsAgain(mask);

    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    public void Every_mask_of_a_few_pixels(int width, int height)
    {
        for (var bits = 0; bits < 1 << (width * height); bits++)
        {
            AssertPaintsAgain(FromBits(bits, width, height));
        }
    }

    [Theory]
    [InlineData("#", 1, 1)]
    [InlineData("####", 1, 1)]
    [InlineData("#/#/#", 1, 1)]
    [InlineData("..#/.#./#..", 1, 1)]
    [InlineData("#../.#./..#", 1, 1)]
    [InlineData("#.#/.#./#.#", 1, 1)]
    [InlineData("###/#.#/###", 1, 2)]
    [InlineData(".#./#.#/.#.", 1, 2)]
    [InlineData("#..#/....", 2, 2)]
    [InlineData("#####/#...#/#.#.#/#...#/#####", 2, 3)]
    [InlineData("######/#.##.#/##..##/##..##/#.##.#/######", 1, 6)]
    public void Shapes_that_trip_tracers(string rows, int pieces, int rings)
    {
        var mask = FromText(rows);
        AssertPaintsAgain(mask);
        Assert.Equal(pieces, MaskOutline.OfPieces(mask, 1).Count);
        Assert.Equal(rings, MaskOutline.Of(mask, 1)!.RingEnds.Count);
    }

    [Fact]
    public void A_block_is_its_four_corners()
    {
        var outline = MaskOutline.Of(FromText("..../.###/.###"), 1)!;
        Assert.Equal([1, 1, 3, 1, 3, 2, 1, 2], Rotated(outline.Coordinates.ToArray()));
    }

    [Fact]
    public void Rings_have_three_points_at_least()
    {
        Assert.Equal([1, 0, 1, 0, 1, 0], MaskOutline.Of(FromText(".#"), 1)!.Coordinates.ToArray());
        Assert.Equal([0, 0, 2, 0, 2, 0], MaskOutline.Of(FromText("###"), 1)!.Coordinates.ToArray());
    }

    [Fact]
    public void A_label_without_pixels_has_no_outline()
    {
        Assert.Null(MaskOutline.Of(FromText("##"), 2));
        Assert.Empty(MaskOutline.OfPieces(FromText("##"), 2));
    }

    [Fact]
    public void Noise_and_large_blocks()
    {
        var random = new Random(71);
        foreach (var (width, height) in (ReadOnlySpan<(int, int)>)[(500, 400), (1, 900), (900, 1), (2000, 1500)])
        {
            AssertPaintsAgain(MaskGenerators.Next(random, width, height));
        }
    }

    [Fact]
    public void V7s_published_masks()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7"));
        foreach (var image in dataset.Read())
        {
            AssertPaintsAgain(PolygonRasterizer.Rasterize(image, PaintOrder.V7));
        }
    }

    private void AssertPaintsAgain(Mask mask)
    {
        Span<bool> labels = stackalloc bool[256];
        foreach (var run in mask.Runs)
        {
            labels[run.Label] = true;
        }

        for (var label = 1; label < 256; label++)
        {
            if (labels[label])
            {
                AssertPaintsAgain(mask, (byte)label);
            }
        }
    }

    private void AssertPaintsAgain(Mask mask, byte label)
    {
        var expected = Only(mask, label);
        var outline = MaskOutline.Of(mask, label)!;
        var painted = Paint(outline, mask);
        if (!expected.Equals(painted))
        {
            Assert.Fail($"label {label} of {Text(mask)} is painted as {Text(painted)}");
        }

        var pieces = MaskOutline.OfPieces(mask, label);
        Assert.Equal(outline.Coordinates.Length, pieces.Sum(p => p.Coordinates.Length));
        if (mask.Width * mask.Height <= 10_000)
        {
            AssertArePieces(pieces, mask, label, expected);
        }
    }

    /// <summary>Pieces do not touch each other, and are the whole together.</summary>
    private void AssertArePieces(IReadOnlyList<MaskOutline> pieces, Mask mask, byte label, Mask expected)
    {
        var pixels = mask.ToBytes();
        var covered = new byte[pixels.Length];
        var number = 0;
        foreach (var piece in pieces)
        {
            number++;
            var painted = Paint(piece, mask).ToBytes();
            for (var i = 0; i < painted.Length; i++)
            {
                if (painted[i] != 0)
                {
                    // Asserted for each pixel of thousands of masks: a message only where it is needed.
                    if (pixels[i] != label || covered[i] != 0)
                    {
                        Assert.Fail($"piece {number} of {Text(mask)} has pixel {i} of label {pixels[i]}, which piece {covered[i]} has");
                    }

                    covered[i] = (byte)(1 + (number % 251));
                }
            }
        }

        var whole = expected.ToBytes();
        for (var i = 0; i < whole.Length; i++)
        {
            if (whole[i] == 0)
            {
                continue;
            }

            var (x, y) = (i % mask.Width, i / mask.Width);
            var own = covered[i];
            if (own == 0)
            {
                Assert.Fail($"({x}, {y}) of {Text(mask)} is in no piece");
            }

            AssertSame(x + 1, y);
            AssertSame(x - 1, y + 1);
            AssertSame(x, y + 1);
            AssertSame(x + 1, y + 1);

            void AssertSame(int otherX, int otherY)
            {
                if (otherX >= 0 && otherX < mask.Width && otherY < mask.Height && covered[(otherY * mask.Width) + otherX] is > 0 and var other && other != own)
                {
                    Assert.Fail($"({x}, {y}) and ({otherX}, {otherY}) touch, but are of two pieces");
                }
            }
        }
    }

    private Mask Paint(MaskOutline outline, Mask mask) =>
        _rasterizer.RasterizeOne(new Polygon(outline.Coordinates, [.. outline.RingEnds]), mask.Width, mask.Height);

    private static Mask Only(Mask mask, byte label)
    {
        var builder = new MaskBuilder(mask.Width, mask.Height);
        for (var y = 0; y < mask.Height; y++)
        {
            foreach (var run in mask.Row(y))
            {
                builder.Add(run.Start, run.Length, run.Label == label ? (byte)1 : (byte)0);
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }

    /// <summary>From the smallest point on, whichever the walk began with.</summary>
    private static double[] Rotated(double[] ring)
    {
        var begin = Enumerable.Range(0, ring.Length / 2).MinBy(i => (ring[2 * i], ring[(2 * i) + 1]));
        return [.. ring.Skip(2 * begin), .. ring.Take(2 * begin)];
    }

    private static Mask FromBits(int bits, int width, int height) =>
        MaskGenerators.FromPixels([.. Enumerable.Range(0, width * height).Select(i => (byte)((bits >> i) & 1))], width, height);

    private static Mask FromText(string rows)
    {
        var lines = rows.Split('/');
        return MaskGenerators.FromPixels([.. string.Concat(lines).Select(c => c == '#' ? (byte)1 : (byte)0)], lines[0].Length, lines.Length);
    }

    private static string Text(Mask mask) => mask.Width * mask.Height > 400
        ? $"a mask of {mask.Width}x{mask.Height}"
        : string.Join('/', mask.ToBytes().Chunk(mask.Width).Select(row => string.Concat(row.Select(v => v == 0 ? '.' : (char)('0' + v)))));
}
