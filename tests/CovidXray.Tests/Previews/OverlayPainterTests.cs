using CovidXray.Images;
using CovidXray.Masks;
using CovidXray.Previews;

namespace CovidXray.Tests.Previews;

public sealed class OverlayPainterTests
{
    private static readonly RgbColor[] Colors = PreviewColors.Of(LabelMap.Default);

    [Fact]
    public void A_filling_takes_a_quarter_of_its_colour_and_leaves_all_else_as_it_is()
    {
        var pixels = Grey(6, 4, 100);
        new OverlayPainter(Colors, hatched: 0) { OutlineWidth = 0 }.Paint(pixels, Box(6, 4, 2, 1, 3, 2));
        for (var y = 0; y < 4; y++)
        {
            for (var x = 0; x < 6; x++)
            {
                Assert.Equal(x is >= 2 and < 5 && y is >= 1 and < 3 ? new RgbColor(75, 104, 120) : new RgbColor(100, 100, 100), pixels[x, y]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void An_outline_is_what_lies_so_near_to_another_label_or_to_the_edge(int width)
    {
        var random = new Random(7 + width);
        for (var round = 0; round < 60; round++)
        {
            var labels = RandomLabels(random, out var columns, out var rows);
            var pixels = Grey(columns, rows, 40);
            new OverlayPainter(Colors, hatched: 0) { OutlineWidth = width, FillOpacity = 0 }.Paint(pixels, ToMask(labels, columns, rows));
            for (var y = 0; y < rows; y++)
            {
                for (var x = 0; x < columns; x++)
                {
                    var label = labels[(y * columns) + x];
                    var isOutline = label != 0 && Enumerable.Range(1, width).Any(d => Other(x - d, y) || Other(x + d, y) || Other(x, y - d) || Other(x, y + d));
                    Assert.Equal(isOutline ? Colors[label] : new RgbColor(40, 40, 40), pixels[x, y]);

                    bool Other(int column, int row) => column < 0 || row < 0 || column >= columns || row >= rows || labels[(row * columns) + column] != label;
                }
            }
        }
    }

    [Fact]
    public void Ignore_is_hatched_and_lungs_are_not()
    {
        var ignore = Grey(40, 40, 0);
        new OverlayPainter(Colors, hatched: LabelMap.Default["Ignore"]) { OutlineWidth = 0 }.Paint(ignore, Box(40, 40, 0, 0, 40, 40, LabelMap.Default["Ignore"]));
        Assert.Equal(2, Enumerable.Range(0, 40).Select(x => ignore[x, 0]).Distinct().Count());
        Assert.Equal(ignore[1, 0], ignore[0, 1]);
        var lung = Grey(40, 40, 0);
        new OverlayPainter(Colors, hatched: LabelMap.Default["Ignore"]) { OutlineWidth = 0 }.Paint(lung, Box(40, 40, 0, 0, 40, 40));
        Assert.Single(Enumerable.Range(0, 40).Select(x => lung[x, 0]).Distinct());
    }

    [Fact]
    public void A_mask_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => new OverlayPainter(Colors, hatched: 0).Paint(Grey(5, 5, 0), Box(5, 4, 0, 0, 1, 1)));

    private static RgbPixels Grey(int width, int height, byte grey)
    {
        var pixels = new GreyPixels(width, height);
        pixels.FillOutside(new PixelBox(0, 0, 0, 0), grey);
        return RgbPixels.Of(pixels);
    }

    private static Mask Box(int width, int height, int x, int y, int columns, int rows, byte label = 1)
    {
        var labels = new byte[width * height];
        for (var row = y; row < y + rows; row++)
        {
            labels.AsSpan((row * width) + x, columns).Fill(label);
        }

        return ToMask(labels, width, height);
    }

    private static byte[] RandomLabels(Random random, out int width, out int height)
    {
        (width, height) = (random.Next(1, 24), random.Next(1, 24));
        var labels = new byte[width * height];
        for (var box = 0; box < 4; box++)
        {
            var (left, top) = (random.Next(width), random.Next(height));
            for (var y = top; y < Math.Min(height, top + random.Next(1, 14)); y++)
            {
                labels.AsSpan((y * width) + left, random.Next(1, width - left + 1)).Fill((byte)random.Next(3));
            }
        }

        return labels;
    }

    private static Mask ToMask(byte[] labels, int width, int height)
    {
        var builder = new MaskBuilder(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (labels[(y * width) + x] is not 0 and var label)
                {
                    builder.Add(x, 1, label);
                }
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }
}
