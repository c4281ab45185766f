using CovidXray.Images;
using CovidXray.Masks;
using CovidXray.Previews;
using NetVips;

namespace CovidXray.Tests.Previews;

public sealed class ContactSheetTests
{
    [Fact]
    public void Pictures_stand_in_rows_each_in_the_middle_of_its_place_with_its_id_below()
    {
        var sheet = new ContactSheet(columns: 2, rows: 3, width: 40, height: 30);
        Assert.Equal((6, 104), (sheet.Capacity, sheet.WidthFor(6)));
        var made = sheet.Make([("1", Red(40, 30)), ("2", Red(20, 30)), ("3", Red(40, 10))]);
        Assert.Equal((104, 8 + (2 * 53)), (made.Width, made.Height));
        Assert.Equal(sheet.HeightFor(3), made.Height);
        Assert.Equal(new RgbColor(255, 0, 0), made[8, 8]);
        Assert.Equal(PreviewColors.Background, made[56, 8]);
        Assert.Equal(new RgbColor(255, 0, 0), made[66, 8]);
        Assert.Equal(new RgbColor(255, 0, 0), made[8, 61 + 10]);
        Assert.Equal(PreviewColors.Background, made[8, 61 + 9]);

        // The top of a 1 is in the middle of its five columns.
        Assert.Equal(PreviewColors.Text, made[8 + 2, 8 + 30 + 4]);
        Assert.Equal(PreviewColors.Background, made[8, 8 + 30 + 4]);
    }

    [Fact]
    public void Rows_and_columns_that_nothing_stands_in_are_left_out()
    {
        var sheet = new ContactSheet(columns: 5, rows: 3, width: 40, height: 30);
        Assert.Equal((8 + (2 * 48), 8 + 53), Size(2));
        Assert.Equal((8 + (5 * 48), 8 + (2 * 53)), Size(6));
        Assert.Equal((8 + (5 * 48), 8 + (3 * 53)), Size(15));

        (int Width, int Height) Size(int pictures) => sheet.Make([.. Enumerable.Repeat(("1", Red(40, 30)), pictures)]) is var made ? (made.Width, made.Height) : default;
    }

    [Theory]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(384, 3)]
    public void Letters_are_smaller_in_small_places(int side, int scale)
    {
        var sheet = new ContactSheet(columns: 1, rows: 1, side, side);
        var made = sheet.Make([("1", Red(10, 10))]);
        Assert.Equal(8 + side + (7 * scale) + 8 + 8, made.Height);
        Assert.Equal(PreviewColors.Text, made[8 + (3 * scale) - 1, 8 + side + 4 + scale - 1]);
        Assert.Equal(PreviewColors.Background, made[8 + (3 * scale), 8 + side + 4]);
    }

    [Theory]
    [InlineData("1676192", 84, "1676192")]
    [InlineData("1676192", 80, "..6192")]
    [InlineData("1676192", 12, "2")]
    public void Of_a_long_id_the_end_is_shown(string id, int width, string shown) => Assert.Equal(shown, PixelFont.Fitting(id, width, scale: 2));

    [Fact]
    public void Every_letter_of_an_id_is_drawn_and_a_box_for_those_that_the_font_has_not()
    {
        var seen = new HashSet<string>();
        foreach (var letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.,@/():\u00e9")
        {
            var pixels = new RgbPixels(5, 7);
            PixelFont.Write(pixels, letter.ToString(), 0, 0, scale: 1, new RgbColor(255, 255, 255));
            Assert.True(seen.Add(Convert.ToHexString(pixels.Samples)), $"{letter} looks like another letter");
        }

        var upper = new RgbPixels(5, 7);
        PixelFont.Write(upper, "a", 0, 0, scale: 1, new RgbColor(255, 255, 255));
        Assert.Contains(Convert.ToHexString(upper.Samples), seen);
    }

    [Fact]
    public void Pictures_are_files_that_hold_the_same_pixels()
    {
        var picture = Red(7, 5);
        picture.Fill(new PixelBox(2, 1, 3, 2), new RgbColor(1, 2, 3));
        var png = PictureEncoder.ToPng(picture);
        Assert.Equal(png, PictureEncoder.ToPng(picture));
        using var read = Image.NewFromBuffer(png);
        Assert.Equal((7, 5, 3), (read.Width, read.Height, read.Bands));
        Assert.Equal(picture.Samples.ToArray(), read.WriteToMemory<byte>());
        using var jpeg = Image.NewFromBuffer(PictureEncoder.ToJpeg(picture, 95));
        Assert.Equal((7, 5, 3), (jpeg.Width, jpeg.Height, jpeg.Bands));
    }

    private static RgbPixels Red(int width, int height)
    {
        var pixels = new RgbPixels(width, height);
        pixels.Fill(new PixelBox(0, 0, width, height), new RgbColor(255, 0, 0));
        return pixels;
    }
}
