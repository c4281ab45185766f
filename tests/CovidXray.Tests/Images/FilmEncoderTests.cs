using CovidXray.Images;
using CovidXray.Masks;
using NetVips;

namespace CovidXray.Tests.Images;

public sealed class FilmEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(16, 3)]
    [InlineData(17, 5)]
    [InlineData(33, 40)]
    [InlineData(70_000, 3)]
    public void A_png_is_read_back_as_it_was(int width, int height)
    {
        var picture = Picture(width, height);
        using var image = Image.PngloadBuffer(FilmEncoder.ToPng(picture), failOn: Enums.FailOn.Warning);
        Assert.Equal((width, height, 1), (image.Width, image.Height, image.Bands));
        Assert.Equal(picture.Pixels, image.WriteToMemory<byte>());
    }

    [Fact]
    public void A_png_is_smaller_than_libvips_makes_it_by_default()
    {
        var film = Path.Combine(Repository.Root, "samples", "phantom-dataset", "images", "phantom-001-pa.jpg");
        var content = File.ReadAllBytes(film);
        var header = FilmHeader.Read(film);
        var (picture, _) = FilmDecoder.Decode(content, header, film, FilmLevels.Full, AxisMapping.Identity(header.Width), AxisMapping.Identity(header.Height));
        using var image = Image.NewFromMemory(picture.Pixels.ToArray(), picture.Width, picture.Height, 1, Enums.BandFormat.Uchar);
        Assert.InRange(FilmEncoder.ToPng(picture).Length, 1, image.PngsaveBuffer().Length);
    }

    [Fact]
    public void A_jpeg_is_one_channel_and_holds_pixels_alone()
    {
        var picture = Picture(120, 80);
        using var image = Image.JpegloadBuffer(FilmEncoder.ToJpeg(picture, 95), failOn: Enums.FailOn.Warning);
        Assert.Equal((120, 80, 1), (image.Width, image.Height, image.Bands));
        Assert.DoesNotContain(image.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal) || f.StartsWith("icc", StringComparison.Ordinal));
        Assert.InRange(FilmEncoder.ToJpeg(picture, 20).Length, 1, FilmEncoder.ToJpeg(picture, 95).Length - 1);
    }

    [Fact]
    public void Filling_inside_and_outside_of_a_mask_parts_the_picture()
    {
        var mask = new MaskBuilder(6, 3);
        mask.EndRow();
        mask.Add(1, 2, 1);
        mask.Add(3, 1, 2);
        mask.Add(5, 1, 1);
        var labels = mask.ToMask();
        var (inside, outside, whole) = (Picture(6, 3), Picture(6, 3), Picture(6, 3));
        inside.FillInside(labels, 0);
        outside.FillOutside(labels, 0);
        for (var i = 0; i < 18; i++)
        {
            var isLabelled = labels[i % 6, i / 6] != 0;
            Assert.Equal(isLabelled ? 0 : whole.Pixels[i], inside.Pixels[i]);
            Assert.Equal(isLabelled ? whole.Pixels[i] : 0, outside.Pixels[i]);
        }

        Assert.Throws<ArgumentException>(() => Picture(5, 3).FillInside(labels, 0));
    }

    [Fact]
    public void The_mean_of_a_box_is_rounded()
    {
        var picture = new GreyPixels(3, 2);
        ((ReadOnlySpan<byte>)[1, 2, 99]).CopyTo(picture.Row(0));
        ((ReadOnlySpan<byte>)[2, 1, 99]).CopyTo(picture.Row(1));
        Assert.Equal(2, picture.Mean(new PixelBox(0, 0, 2, 2)));
        picture.FillOutside(new PixelBox(0, 0, 2, 1), 7);
        Assert.Equal([1, 2, 7, 7, 7, 7], picture.Pixels.ToArray());
    }

    private static GreyPixels Picture(int width, int height)
    {
        var picture = new GreyPixels(width, height);
        var samples = TestFilms.Samples(width, height, 1);
        for (var y = 0; y < height; y++)
        {
            samples.AsSpan(y * width, width).CopyTo(picture.Row(y));
        }

        return picture;
    }
}
