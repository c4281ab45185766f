using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Masks;

/// <summary>The encoder beside the plain way through pixels and zlib.</summary>
public sealed class MaskPngTwinTests
{
    private static readonly Dictionary<string, MaskPixelFormat> All = new(StringComparer.Ordinal)
    {
        ["grey"] = MaskPixelFormat.Grey8(255, 127, 64),
        ["one grey for two labels"] = MaskPixelFormat.Grey8(255, 255, 0),
        ["bilevel"] = MaskPixelFormat.Bilevel(true, false, true),
        ["palette"] = MaskPixelFormat.Palette8(new RgbColor(50, 255, 50), new RgbColor(255, 50, 50), new RgbColor(0, 0, 1)),
        ["rgb"] = MaskPixelFormat.Rgb24(new RgbColor(50, 255, 50), new RgbColor(0, 0, 0), new RgbColor(9, 9, 9)),
    };

    public static TheoryData<string> Formats() => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Random_masks_decode_to_what_the_plain_way_gives(string format)
    {
        const int Seed = 1951;
        var random = new Random(Seed);
        var encoder = new MaskPngEncoder();
        for (var i = 0; i < 400; i++)
        {
            var mask = RandomMask(random);
            var (width, height, rows) = PlainPng.Decode(encoder.Encode(mask, All[format]));
            Assert.Equal((mask.Width, mask.Height), (width, height));
            Assert.True(PlainPng.Rows(mask, All[format]).AsSpan().SequenceEqual(rows), $"mask {i} of seed {Seed}, {mask.Width}x{mask.Height}");
        }
    }

    [Fact]
    public void Masks_of_the_release_are_smaller_than_zlib_makes_them_and_decode_to_the_same_pixels()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var (rasterizer, encoder, format) = (new PolygonRasterizer(), new MaskPngEncoder(), MaskPixelFormat.Grey8(255, 127));
        var (ours, plain) = (0L, 0L);
        var images = 0;
        foreach (var image in dataset.Entries.Where((_, i) => i % 4 == 0).Select(entry => entry.Read()))
        {
            images++;
            var mask = rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.V7);
            var png = encoder.Encode(mask, format);
            ours += png.Length;
            plain += PlainPng.DeflatedLength(mask, format);
            Assert.True(PlainPng.Rows(mask, format).AsSpan().SequenceEqual(PlainPng.Decode(png).Rows), image.Id);
        }

        Assert.True(ours < plain, $"{ours} bytes from runs, {plain} from zlib");
        Assert.InRange(ours / images, 1000, 7000);
    }

    /// <summary>Rows that repeat, shift, end early, begin anew: what the encoder tells apart.</summary>
    private static Mask RandomMask(Random random)
    {
        var (width, height) = (random.Next(1, random.Next(2, 1200)), random.Next(1, 30));
        var builder = new MaskBuilder(width, height);
        var row = new List<(int Start, int End, byte Label)>();
        for (var y = 0; y < height; y++)
        {
            switch (random.Next(6))
            {
                case 0:
                    row = NewRow(random, width);
                    break;
                case 1:
                    row = [];
                    break;
                case 2:
                    break;
                default:
                    row = [.. row.Select(run => (run.Start + random.Next(-2, 3), run.End + random.Next(-2, 3), run.Label))];
                    break;
            }

            var x = 0;
            foreach (var (start, end, label) in row)
            {
                var from = Math.Clamp(start, x, width);
                var to = Math.Clamp(end, from, width);
                builder.Add(from, to - from, label);
                x = to;
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }

    private static List<(int Start, int End, byte Label)> NewRow(Random random, int width)
    {
        var row = new List<(int, int, byte)>();
        for (var x = 0; x < width;)
        {
            var end = x + random.Next(1, random.Next(2, 700));
            row.Add((x, end, (byte)random.Next(4)));
            x = end;
        }

        return row;
    }
}
