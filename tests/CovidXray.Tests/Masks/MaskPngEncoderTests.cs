using CovidXray.Masks;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

/// <summary>What libvips reads from the encoder's files; it checks every checksum, and any warning is an error.</summary>
[Properties(Arbitrary = [typeof(MaskGenerators)])]
public sealed class MaskPngEncoderTests
{
    private static readonly RgbColor[] Colors = [new(255, 1, 0), new(0, 0, 7), new(255, 255, 255)];

    private readonly MaskPngEncoder _encoder = new();

    public static TheoryData<string> Formats() => ["grey", "bilevel", "palette", "rgb"];

    [Property]
    public void Grey(Mask mask) => AssertReads(mask, "grey");

    [Property]
    public void Bilevel(Mask mask) => AssertReads(mask, "bilevel");

    [Property]
    public void Palette(Mask mask) => AssertReads(mask, "palette");

    [Property]
    public void Rgb(Mask mask) => AssertReads(mask, "rgb");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_width_around_bytes_and_words(string format)
    {
        var random = new Random(20);
        foreach (var width in (int[])[1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 257, 258, 259, 260, 261, 517])
        {
            AssertReads(MaskGenerators.Next(random, width, 40), format);
            AssertReads(Full(width, 3), format);
            AssertReads(new MaskBuilder(width, 3).ToMask(), format);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Large_and_noisy_masks(string format)
    {
        // Noise makes more tokens than a block holds; the others have runs longer than any match.
        var random = new Random(21);
        AssertReads(Noise(random, 601, 499), format);
        AssertReads(Full(40_000, 12), format);
        AssertReads(new MaskBuilder(7000, 5000).ToMask(), format);
        AssertReads(MaskGenerators.Next(random, 3001, 2003), format);
        AssertReads(MaskGenerators.Next(random, 1, 3000), format);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_encoder_that_was_used_before_gives_the_same_bytes(string format)
    {
        var mask = MaskGenerators.Next(new Random(22), 300, 200);
        var fresh = new MaskPngEncoder().Encode(mask, Format(format)).ToArray();
        foreach (var other in Formats())
        {
            _ = _encoder.Encode(Noise(new Random(23), 500, 300), Format(other));
            Assert.True(fresh.AsSpan().SequenceEqual(_encoder.Encode(mask, Format(format))));
        }
    }

    [Fact]
    public void Labels_without_a_value_are_background()
    {
        var mask = MaskGenerators.FromPixels([0, 1, 2, 3], 4, 1);
        Assert.Equal([0, 9, 0, 0], Read(_encoder.Encode(mask, MaskPixelFormat.Grey8(9))).Samples);
        Assert.Equal([0, 0, 255, 0], Read(_encoder.Encode(mask, MaskPixelFormat.Bilevel(false, true))).Samples);
    }

    [Fact]
    public void A_palette_holds_255_colours_beside_background()
    {
        var mask = MaskGenerators.FromPixels([0, 1, 254, 255], 4, 1);
        var colors = Enumerable.Range(1, 255).Select(i => new RgbColor((byte)i, 0, 3)).ToArray();
        Assert.Equal([0, 0, 0, 1, 0, 3, 254, 0, 3, 255, 0, 3], Read(_encoder.Encode(mask, MaskPixelFormat.Palette8(colors))).Samples);
        Assert.Throws<ArgumentException>(() => MaskPixelFormat.Palette8(new RgbColor[256]));
    }

    [Fact]
    public void Real_masks_are_no_larger_than_v7s()
    {
        var (ours, theirs) = (0L, 0L);
        using var dataset = CovidXray.Formats.AnnotationFormats.Open(SharedData.Path("v7"));
        foreach (var image in dataset.Read())
        {
            var mask = CovidXray.Rasterization.PolygonRasterizer.Rasterize(image, CovidXray.Rasterization.PaintOrder.V7);
            ours += _encoder.Encode(mask, MaskPixelFormat.Grey8(255, 127)).Length;
            theirs += new FileInfo(SharedData.Path("v7", "masks", image.Id + ".png")).Length;
        }

        Assert.InRange(ours, 1, theirs);
    }

    private static MaskPixelFormat Format(string name) => name switch
    {
        "grey" => MaskPixelFormat.Grey8(255, 127, 1),
        "bilevel" => MaskPixelFormat.Bilevel(true, false, true),
        "palette" => MaskPixelFormat.Palette8(Colors),
        _ => MaskPixelFormat.Rgb24(Colors),
    };

    private static byte[][] SamplesOfLabels(string name) => name switch
    {
        "grey" => [[0], [255], [127], [1]],
        "bilevel" => [[0], [255], [0], [255]],
        _ => [[0, 0, 0], [255, 1, 0], [0, 0, 7], [255, 255, 255]],
    };

    private static Mask Full(int width, int height) =>
        MaskGenerators.FromPixels(Enumerable.Repeat((byte)2, width * height).ToArray(), width, height);

    private static Mask Noise(Random random, int width, int height)
    {
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)random.Next(4);
        }

        return MaskGenerators.FromPixels(pixels, width, height);
    }

    private static (int Width, int Height, int Bands, byte[] Samples) Read(ReadOnlySpan<byte> file)
    {
        using var image = NetVips.Image.NewFromBuffer(file.ToArray(), failOn: NetVips.Enums.FailOn.Warning);
        return (image.Width, image.Height, image.Bands, image.WriteToMemory<byte>());
    }

    private void AssertReads(Mask mask, string format)
    {
        var (width, height, bands, samples) = Read(_encoder.Encode(mask, Format(format)));
        var table = SamplesOfLabels(format);
        Assert.Equal((mask.Width, mask.Height, table[0].Length), (width, height, bands));
        var pixels = mask.ToBytes();
        for (var i = 0; i < pixels.Length; i++)
        {
            if (!samples.AsSpan(i * bands, bands).SequenceEqual(table[pixels[i]]))
            {
                Assert.Fail($"{format} {width}x{height}: pixel ({i % width}, {i / width}) is {string.Join(' ', samples[(i * bands)..((i + 1) * bands)])}, not that of label {pixels[i]}");
            }
        }
    }
}
