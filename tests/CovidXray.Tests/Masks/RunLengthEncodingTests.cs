using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

[Properties(Arbitrary = [typeof(MaskGenerators)])]
public sealed class RunLengthEncodingTests
{
    [Property]
    public void Encoded_and_decoded_the_pixels_are_the_same(Mask mask)
    {
        for (byte label = 1; label <= 3; label++)
        {
            var rle = mask.ToRle(label);
            Assert.Equal(mask.ToBytes().Select(b => b == label), rle.ToPixels());
            Assert.Equal(mask.Area(label), rle.Area);
            Assert.Equal((mask.Width, mask.Height), (rle.Width, rle.Height));
        }
    }

    [Property]
    public void Counts_are_those_of_the_columns_read_one_by_one(Mask mask)
    {
        var counts = new List<long> { 0 };
        var current = false;
        for (var x = 0; x < mask.Width; x++)
        {
            for (var y = 0; y < mask.Height; y++)
            {
                if ((mask[x, y] == 1) != current)
                {
                    counts.Add(0);
                    current = !current;
                }

                counts[^1]++;
            }
        }

        Assert.Equal(counts, mask.ToRle(1).Counts.ToArray());
    }

    [Property]
    public void The_compressed_text_holds_the_counts(Mask mask)
    {
        var rle = mask.ToRle(2);
        Assert.Equal(rle.Counts.ToArray(), Decompress(rle.ToCompressedString()));
    }

    [Theory]
    [InlineData(10, 2, "20", "d0")]
    [InlineData(10, 2, "0 20", "0d0")]
    [InlineData(4, 5, "5 3 12", "53<")]
    [InlineData(10, 9, "6 1 40 4 5 4 5 4 21", "61X13mN000`0")]
    [InlineData(314, 327, "100000 50 1000 60 900 50 618", "PeQ3b1Xo0:lLFVG")]
    public void The_compressed_text_is_pycocotools(int width, int height, string counts, string text)
    {
        var columns = counts.Split(' ').Select(int.Parse).SelectMany((count, i) => Enumerable.Repeat((byte)(i % 2), count)).ToArray();
        var pixels = Enumerable.Range(0, width * height).Select(i => columns[(i % width * height) + (i / width)]).ToArray();
        Assert.Equal(text, MaskGenerators.FromPixels(pixels, width, height).ToRle(1).ToCompressedString());
    }

    [Fact]
    public void Of_the_published_holed_region_the_area_is_that_of_v7s_rasterizer()
    {
        // The published COCO file's counts come from points that were not rounded, so they are no reference.
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7"));
        var image = dataset.Entries.Single(e => e.Id == "1676457").Read();
        var polygon = image.Annotations.Single(a => a.Polygon is { RingCount: 2 }).Polygon!;
        Assert.Equal(2643, PolygonRasterizer.Rasterize(polygon, image.Width, image.Height).ToRle(1).Area);
    }

    /// <summary>pycocotools' rleFrString, written from its source.</summary>
    private static List<long> Decompress(string text)
    {
        var counts = new List<long>();
        for (var p = 0; p < text.Length;)
        {
            var (x, k, more) = (0L, 0, true);
            while (more)
            {
                var c = (long)(text[p++] - 48);
                x |= (c & 0x1f) << (5 * k++);
                more = (c & 0x20) != 0;
                if (!more && (c & 0x10) != 0)
                {
                    x |= -1L << (5 * k);
                }
            }

            counts.Add(counts.Count > 2 ? x + counts[^2] : x);
        }

        return counts;
    }
}
