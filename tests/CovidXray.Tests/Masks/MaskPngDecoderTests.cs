using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using CovidXray.Masks;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

/// <summary>The decoder against the encoder, against libvips' files, and against damaged ones.</summary>
[Properties(Arbitrary = [typeof(MaskGenerators)])]
public sealed class MaskPngDecoderTests
{
    private const long MaxPixels = 1_000_000;

    private static readonly RgbColor[] Colors = [new(255, 1, 0), new(0, 0, 7), new(255, 255, 255)];

    [Property]
    public void Reads_what_the_encoder_writes(Mask mask)
    {
        var encoder = new MaskPngEncoder();
        Assert.Equal(mask, MaskPngDecoder.Decode(encoder.Encode(mask, MaskPixelFormat.Palette8(Colors)), MaxPixels));
        Assert.Equal(mask, MaskPngDecoder.Decode(encoder.Encode(mask, MaskPixelFormat.Grey8(1, 2, 3)), MaxPixels));
        var bilevel = MaskPngDecoder.Decode(encoder.Encode(mask, MaskPixelFormat.Bilevel(true, true, true)), MaxPixels);
        Assert.Equal(mask.ToBytes().Select(v => v == 0 ? (byte)0 : (byte)255), bilevel.ToBytes());
    }

    [Theory]
    [InlineData(NetVips.Enums.ForeignPngFilter.None)]
    [InlineData(NetVips.Enums.ForeignPngFilter.Sub)]
    [InlineData(NetVips.Enums.ForeignPngFilter.Up)]
    [InlineData(NetVips.Enums.ForeignPngFilter.Avg)]
    [InlineData(NetVips.Enums.ForeignPngFilter.Paeth)]
    [InlineData(NetVips.Enums.ForeignPngFilter.All)]
    public void Reads_every_filter_of_libvips(NetVips.Enums.ForeignPngFilter filter)
    {
        var random = new Random(81);
        foreach (var width in (int[])[1, 2, 7, 8, 9, 63, 64, 65, 300])
        {
            var samples = new byte[width * 40];
            random.NextBytes(samples);
            using var image = NetVips.Image.NewFromMemory(samples, width, 40, 1, NetVips.Enums.BandFormat.Uchar);
            Assert.Equal(samples, MaskPngDecoder.Decode(image.PngsaveBuffer(filter: filter), MaxPixels).ToBytes());
        }
    }

    [Property]
    public void Reads_masks_with_every_filter_of_libvips(Mask mask)
    {
        using var grey = NetVips.Image.NewFromMemory(mask.ToBytes(), mask.Width, mask.Height, 1, NetVips.Enums.BandFormat.Uchar);
        using var joined = grey.Bandjoin(grey, grey * 7).Cast(NetVips.Enums.BandFormat.Uchar);
        using var colors = joined.Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        foreach (var filter in (NetVips.Enums.ForeignPngFilter[])[
            NetVips.Enums.ForeignPngFilter.None, NetVips.Enums.ForeignPngFilter.Sub, NetVips.Enums.ForeignPngFilter.Up,
            NetVips.Enums.ForeignPngFilter.Avg, NetVips.Enums.ForeignPngFilter.Paeth, NetVips.Enums.ForeignPngFilter.All])
        {
            Assert.Equal(mask, MaskPngDecoder.Decode(grey.PngsaveBuffer(filter: filter), MaxPixels));

            // Of colours, labels are numbered as they come.
            var (read, pixels) = (MaskPngDecoder.DecodeColors(colors.PngsaveBuffer(filter: filter), MaxPixels), mask.ToBytes());
            Assert.Equal(pixels.Select(v => new RgbColor(v, v, (byte)(7 * v))), read.Mask.ToBytes().Select(l => read.ColorOf(l)!.Value));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Reads_few_bits_as_libvips_does(int depth)
    {
        var random = new Random(82);
        foreach (var width in (int[])[1, 2, 3, 5, 7, 8, 9, 17, 64, 101])
        {
            var packed = new byte[((width * depth) + 7) / 8];
            var rows = new MemoryStream();
            for (var y = 0; y < 9; y++)
            {
                random.NextBytes(packed);
                rows.WriteByte(0);
                rows.Write(packed);
            }

            var grey = Png(width, 9, depth, 0, Deflate(rows.ToArray()));
            using var image = NetVips.Image.NewFromBuffer(grey, failOn: NetVips.Enums.FailOn.Warning);
            Assert.Equal(image.WriteToMemory<byte>(), MaskPngDecoder.Decode(grey, MaxPixels).ToBytes());

            // Indices stand for themselves.
            var palette = MaskPngDecoder.Decode(Png(width, 9, depth, 3, Deflate(rows.ToArray()), paletteColors: 1 << depth), MaxPixels).ToBytes();
            Assert.Equal(image.WriteToMemory<byte>().Select(v => (byte)(v / (255 / ((1 << depth) - 1)))), palette);
        }
    }

    [Fact]
    public void Reads_V7s_published_masks_as_libvips_does()
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.Path("v7", "masks"), "*.png").Order(StringComparer.Ordinal).Take(40))
        {
            using var image = NetVips.Image.NewFromFile(path);
            Assert.True(image.WriteToMemory<byte>().AsSpan().SequenceEqual(MaskPngDecoder.Decode(System.IO.File.ReadAllBytes(path), 256_000_000).ToBytes()), path);
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_an_error()
    {
        var file = Sample();
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => MaskPngDecoder.Decode(file.AsSpan(0, length), MaxPixels));
        }
    }

    [Fact]
    public void A_bit_flipped_anywhere_is_an_error()
    {
        var file = Sample();
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => MaskPngDecoder.Decode(file, MaxPixels));
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(3, MaskPngDecoder.Decode(file, MaxPixels).Width);
    }

    [Theory]
    [InlineData(5, "row 0 has filter 5, which PNG has not")]
    [InlineData(255, "row 0 has filter 255, which PNG has not")]
    public void A_filter_that_is_none(int filter, string problem) =>
        AssertRefused(Png(2, 1, 8, 0, Deflate([(byte)filter, 1, 2])), problem);

    [Fact]
    public void Too_few_and_too_many_pixels()
    {
        AssertRefused(Png(2, 2, 8, 0, Deflate([0, 1, 2, 0, 1])), "end, or cannot be unpacked, in row 1");
        AssertRefused(Png(2, 2, 8, 0, Deflate([0, 1, 2, 0, 1, 2, 0])), "more than 2x2 pixels");
        AssertRefused(Png(2, 2, 8, 0, []), "in row 0");
        AssertRefused(Png(2, 2, 8, 0, [1, 2, 3, 4]), "in row 0");
    }

    [Fact]
    public void A_wrong_checksum_of_the_pixels()
    {
        var data = Deflate([0, 1, 2]);
        data[^1] ^= 1;
        AssertRefused(Png(2, 1, 8, 0, data), "the file is damaged");
        AssertRefused(Png(2, 1, 8, 0, data[..^4]), "the file is damaged");
    }

    [Fact]
    public void Large_sizes_are_refused_before_memory_is_taken()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(Png(60_000, 60_000, 8, 0, Deflate([0])), "60000x60000 pixels; the limit is 1 megapixels");
        AssertRefused(Png(int.MaxValue, int.MaxValue, 8, 0, Deflate([0])), "no side may be longer than 1048576");
        AssertRefused(Png(1, (1 << 20) + 1, 1, 0, Deflate([0])), "no side may be longer than 1048576");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Noise_is_no_mask()
    {
        var pixels = new byte[3001 * 3000];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i % 3001 == 0 ? 0 : i & 1);
        }

        AssertRefused(Png(3000, 3000, 8, 0, Deflate(pixels)), "noise, not a mask", 256_000_000);
    }

    [Theory]
    [InlineData(2, 8, 0, "it is a colour image (RGB); masks are grey or have a palette")]
    [InlineData(4, 8, 0, "it is grey with transparency")]
    [InlineData(6, 8, 0, "(RGBA)")]
    [InlineData(5, 8, 0, "colour type 5, which PNG has not")]
    [InlineData(0, 16, 0, "it has 16 bits a sample; masks have up to 8")]
    [InlineData(0, 3, 0, "3 bits a sample")]
    [InlineData(0, 8, 1, "it is interlaced, which is not read")]
    [InlineData(0, 8, 2, "the file is damaged")]
    public void Other_kinds_of_pictures_are_named(int colorType, int depth, int interlacing, string problem) =>
        AssertRefused(Png(2, 1, depth, colorType, Deflate([0, 1, 2]), interlacing: (byte)interlacing), problem);

    [Theory]
    [InlineData(3, NetVips.Enums.ForeignPngFilter.None)]
    [InlineData(3, NetVips.Enums.ForeignPngFilter.Sub)]
    [InlineData(3, NetVips.Enums.ForeignPngFilter.Up)]
    [InlineData(3, NetVips.Enums.ForeignPngFilter.Avg)]
    [InlineData(3, NetVips.Enums.ForeignPngFilter.Paeth)]
    [InlineData(4, NetVips.Enums.ForeignPngFilter.Sub)]
    [InlineData(4, NetVips.Enums.ForeignPngFilter.Avg)]
    [InlineData(4, NetVips.Enums.ForeignPngFilter.Paeth)]
    [InlineData(2, NetVips.Enums.ForeignPngFilter.Paeth)]
    public void Colours_are_read_with_every_filter_of_libvips(int channels, NetVips.Enums.ForeignPngFilter filter)
    {
        var random = new Random(83);
        var colors = Enumerable.Range(0, 60).Select(_ => new RgbColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256))).ToArray();
        foreach (var width in (int[])[1, 2, 7, 64, 101])
        {
            RgbColor[] pixels = [.. Enumerable.Range(0, width * 20).Select(_ => colors[random.Next(colors.Length)])];
            byte[] samples = [.. pixels.SelectMany(c => channels == 2 ? [c.R, (byte)255] : channels == 3 ? [c.R, c.G, c.B] : (byte[])[c.R, c.G, c.B, 255])];
            using var image = NetVips.Image.NewFromMemory(samples, width, 20, channels, NetVips.Enums.BandFormat.Uchar).Copy(interpretation: channels == 2 ? NetVips.Enums.Interpretation.Bw : NetVips.Enums.Interpretation.Srgb);
            var mask = MaskPngDecoder.DecodeColors(image.PngsaveBuffer(filter: filter), MaxPixels);
            Assert.False(mask.IsIndexed);
            Assert.Equal(pixels.Select(c => channels == 2 ? new RgbColor(c.R, c.R, c.R) : c), mask.Mask.ToBytes().Select(l => mask.Colors[l]));
        }
    }

    [Fact]
    public void Black_and_clear_pixels_are_background_and_a_palette_gives_its_colours()
    {
        var clear = MaskPngDecoder.DecodeColors(Png(3, 1, 8, 6, Deflate([0, 9, 9, 9, 0, 0, 0, 0, 255, 9, 8, 7, 255])), MaxPixels);
        Assert.Equal([0, 0, 1], clear.Mask.ToBytes());
        Assert.Equal([default, new RgbColor(9, 8, 7)], clear.Colors);
        Assert.Equal([((byte)0, 0, 0), ((byte)1, 2, 0)], clear.FindLabels());
        var palette = MaskPngDecoder.DecodeColors(Sample(), MaxPixels);
        Assert.True(palette.IsIndexed);
        Assert.Equal([default, .. Colors], palette.Colors);
        Assert.Null(palette.ColorOf(4));
    }

    [Fact]
    public void Pictures_and_half_clear_pixels_are_no_masks()
    {
        AssertColorsRefused(Png(300, 1, 8, 2, Deflate([0, .. Enumerable.Range(0, 900).Select(i => (byte)(i % 3 == 0 ? i / 3 : i % 3 == 1 ? i / 700 : 0))])), "more than 255 colours by pixel (256, 0): a picture, not a mask");
        AssertColorsRefused(Png(2, 1, 8, 6, Deflate([0, 1, 1, 1, 255, 1, 1, 1, 128])), "pixel (1, 0) is half transparent");
        AssertColorsRefused(Png(1, 1, 16, 2, Deflate([0, 1, 1, 1, 1, 1, 1])), "16 bits a sample");
        AssertColorsRefused(Png(1, 1, 4, 2, Deflate([0, 1, 1])), "4 bits a sample");
        AssertColorsRefused(Png(2, 1, 8, 2, Deflate([0, 1, 1, 1, 1, 1])), "in row 0");
        AssertColorsRefused(Png(2, 1, 8, 2, Deflate([0, 1, 1, 1, 1, 1, 1, 1])), "more than 2x1 pixels");
        AssertColorsRefused(Png(2, 1, 8, 2, Deflate([9, 1, 1, 1, 1, 1, 1])), "filter 9");
        AssertColorsRefused(Png(60_000, 60_000, 8, 2, Deflate([0])), "the limit is 1 megapixels");
        AssertColorsRefused(Png(1, 1, 8, 5, Deflate([0])), "colour type 5, which PNG has not");
    }

    [Fact]
    public void A_file_of_colours_cut_off_or_changed_anywhere_is_an_error()
    {
        var file = Png(2, 2, 8, 2, Deflate([0, 1, 2, 3, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0]));
        Assert.Equal([1, 0, 2, 2], MaskPngDecoder.DecodeColors(file, MaxPixels).Mask.ToBytes());
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => MaskPngDecoder.DecodeColors(file.AsSpan(0, length), MaxPixels));
        }

        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => MaskPngDecoder.DecodeColors(file, MaxPixels));
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Chunks_out_of_place()
    {
        var data = Deflate([0, 1, 2]);
        AssertRefused(Png(2, 1, 8, 3, data), "it has no palette");
        AssertRefused(Png(0, 1, 8, 0, data), "0x1 pixels");
        AssertRefused([.. Sample(), 0], "bytes follow its end");
        var header = Header(2, 1, 8, 0, 0);
        AssertRefused(File("IDAT", data, "IHDR", header), "first chunk is not IHDR");
        AssertRefused(File("IHDR", header, "IDAT", data[..4], "tEXt", Array.Empty<byte>(), "IDAT", data[4..], "IEND", Array.Empty<byte>()), "between its pixels");
        AssertRefused(File("IHDR", header, "ABCD", Array.Empty<byte>(), "IDAT", data, "IEND", Array.Empty<byte>()), "a chunk ABCD");
        AssertRefused(File("IHDR", header, "IDAT", data, "PLTE", new byte[] { 1, 2, 3 }, "IEND", Array.Empty<byte>()), "palette");
        AssertRefused("GIF89a"u8.ToArray(), "no PNG file");
        AssertRefused([], "no PNG file");
    }

    [Fact]
    public void Pixels_may_come_in_many_chunks_with_others_around_them()
    {
        var data = Deflate([0, 1, 2]);
        var file = File("IHDR", Header(2, 1, 8, 0, 0), "tEXt", new byte[] { 1, 2 }, "IDAT", data[..1], "IDAT", Array.Empty<byte>(), "IDAT", data[1..], "tIME", Array.Empty<byte>(), "IEND", Array.Empty<byte>());
        Assert.Equal([1, 2], MaskPngDecoder.Decode(file, MaxPixels).ToBytes());
    }

    /// <summary>Of each kind of grey, with each filter: what NumPy makes of a sample that is divided by the largest one.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(8, 0)]
    [InlineData(16, 0)]
    [InlineData(8, 2)]
    [InlineData(16, 2)]
    [InlineData(8, 4)]
    [InlineData(16, 4)]
    [InlineData(8, 6)]
    [InlineData(16, 6)]
    public void Probabilities_are_label_1_from_the_threshold_on(int depth, int colorType)
    {
        const int Width = 13;
        const int Height = 9;
        var channels = colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var largest = (1 << depth) - 1;
        var random = new Random(depth + colorType);
        var greys = Enumerable.Range(0, Width * Height).Select(_ => random.Next(largest + 1)).ToArray();
        var isClear = greys.Select(g => channels is 2 or 4 && g % 5 == 0).ToArray();
        var rows = new List<byte[]>();
        for (var y = 0; y < Height; y++)
        {
            var bits = string.Concat(Enumerable.Range(y * Width, Width).SelectMany(i => Enumerable.Range(0, channels).Select(c => c == channels - 1 && channels is 2 or 4 ? (isClear[i] ? 0 : largest) : greys[i])).Select(s => Convert.ToString(s, 2).PadLeft(depth, '0')));
            rows.Add([.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(b => Convert.ToByte(new string(b), 2))]);
        }

        foreach (var threshold in (double[])[0, 0.25, 0.5, 0.75, 1, (double)greys[17] / largest])
        {
            var expected = greys.Select((g, i) => !isClear[i] && (double)g / largest >= threshold ? (byte)1 : (byte)0);
            Assert.Equal(expected, MaskPngDecoder.DecodeProbabilities(Png(Width, Height, depth, colorType, Deflate(Filtered(rows, Math.Max(1, depth * channels / 8)))), MaxPixels, threshold).ToBytes());
        }
    }

    [Fact]
    public void Colours_and_palettes_are_no_probabilities()
    {
        var colour = Assert.Throws<InvalidDataException>(() => MaskPngDecoder.DecodeProbabilities(Png(2, 1, 8, 2, Deflate([0, 7, 7, 7, 7, 8, 7])), MaxPixels, 0.5));
        Assert.Equal("pixel (1, 0) is no grey; probabilities are greys", colour.Message);
        var palette = Assert.Throws<InvalidDataException>(() => MaskPngDecoder.DecodeProbabilities(Png(2, 1, 8, 3, Deflate([0, 1, 0]), paletteColors: 2), MaxPixels, 0.5));
        Assert.Equal("it has a palette; probabilities are greys", palette.Message);
        AssertColorsRefused(Png(1, 1, 16, 0, Deflate([0, 1, 0])), "it has 16 bits a sample; masks have up to 8");
    }

    /// <summary>Rows with the filters none, left and above in turn.</summary>
    private static byte[] Filtered(List<byte[]> rows, int step)
    {
        var filtered = new List<byte>();
        for (var y = 0; y < rows.Count; y++)
        {
            var (filter, row) = (y % 3, rows[y]);
            filtered.Add((byte)filter);
            filtered.AddRange(row.Select((b, i) => (byte)(b - (filter == 1 && i >= step ? row[i - step] : filter == 2 ? rows[y - 1][i] : 0))));
        }

        return [.. filtered];
    }

    private static byte[] Sample() =>
        new MaskPngEncoder().Encode(MaskGenerators.FromPixels([0, 1, 2, 3, 0, 0], 3, 2), MaskPixelFormat.Palette8(Colors)).ToArray();

    private static void AssertRefused(byte[] file, string problem, long maxPixels = MaxPixels)
    {
        var error = Assert.Throws<InvalidDataException>(() => MaskPngDecoder.Decode(file, maxPixels));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static void AssertColorsRefused(byte[] file, string problem)
    {
        var error = Assert.Throws<InvalidDataException>(() => MaskPngDecoder.DecodeColors(file, MaxPixels));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Deflate(byte[] rows)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return stream.ToArray();
    }

    private static byte[] Png(int width, int height, int depth, int colorType, byte[] data, int paletteColors = 0, byte interlacing = 0) =>
        paletteColors > 0
            ? File("IHDR", Header(width, height, depth, colorType, interlacing), "PLTE", new byte[3 * paletteColors], "IDAT", data, "IEND", Array.Empty<byte>())
            : File("IHDR", Header(width, height, depth, colorType, interlacing), "IDAT", data, "IEND", Array.Empty<byte>());

    private static byte[] Header(int width, int height, int depth, int colorType, byte interlacing)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colorType, interlacing);
        return header;
    }

    /// <summary>A file of chunks: type, data, type, data, ...</summary>
    private static byte[] File(params object[] chunks)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var number = new byte[4];
        foreach (var chunk in chunks.Chunk(2))
        {
            var data = (byte[])chunk[1];
            byte[] checkedBytes = [.. System.Text.Encoding.ASCII.GetBytes((string)chunk[0]), .. data];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            file.Write(number);
            file.Write(checkedBytes);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(checkedBytes));
            file.Write(number);
        }

        return file.ToArray();
    }
}
