using System.Text;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Previews;
using CovidXray.Previews;
using CovidXray.Tests.Images;
using NetVips;

namespace CovidXray.Tests.Jobs.Previews;

/// <summary>Films of every kind as previews show them: outside the mask just the film's grey.</summary>
public sealed class PreviewFilmTests : IDisposable
{
    private const int Width = 60;
    private const int Height = 40;

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _pictures = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _data.Dispose();
        _pictures.Dispose();
    }

    [Fact]
    public void A_grey_film_is_as_it_is_but_for_the_masks_pixels()
    {
        var samples = TestFilms.Samples(Width, Height, 1);
        var picture = Show(TestFilms.GreyPng(Width, Height), new PreviewOptions { Style = PreviewStyle.Fill });
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var grey = samples[(y * Width) + x];
                var (r, g, b) = At(picture, x, y);
                var isMask = x is >= 10 and <= 19 && y is >= 5 and <= 14;
                Assert.Equal(isMask, r != g || g != b);
                Assert.True(isMask || r == grey, $"{x},{y}: {r} is not the film's {grey}");
            }
        }
    }

    [Fact]
    public void A_film_of_16_bits_is_shown_from_its_darkest_to_its_brightest_pixel()
    {
        var samples = Enumerable.Range(0, Width * Height).Select(i => (ushort)(1000 + (i % Width))).ToArray();
        var picture = Show(TestFilms.File(samples, Width, Height, 1, i => i.PngsaveBuffer()), Outlines(), out var result);
        Assert.Equal(((byte)0, (byte)255), (At(picture, 0, 0).R, At(picture, Width - 1, 0).R));
        Assert.Equal(1, result.Conversions[CovidXray.Images.FilmConversions.Depth]);
    }

    [Fact]
    public void Colours_become_grey_and_what_is_transparent_lies_on_black()
    {
        var colour = Enumerable.Range(0, Width * Height).SelectMany(_ => new byte[] { 255, 0, 0 }).ToArray();
        Assert.Equal(((byte)76, (byte)76, (byte)76), At(Show(TestFilms.File(colour, Width, Height, 3, i => i.PngsaveBuffer()), Outlines()), 0, 0));
        var clear = Enumerable.Range(0, Width * Height).SelectMany(_ => new byte[] { 200, 200, 200, 0 }).ToArray();
        Assert.Equal(((byte)0, (byte)0, (byte)0), At(Show(TestFilms.File(clear, Width, Height, 4, i => i.PngsaveBuffer()), Outlines()), 0, 0));
    }

    [Fact]
    public void A_palette_is_looked_up()
    {
        var samples = Enumerable.Range(0, Width * Height).Select(i => (byte)(i % Width < 30 ? 40 : 200)).ToArray();
        var picture = Show(TestFilms.File(samples, Width, Height, 1, i => i.PngsaveBuffer(palette: true)), Outlines());
        Assert.Equal(((byte)40, (byte)200), (At(picture, 0, 0).R, At(picture, Width - 1, 0).R));
    }

    [Fact]
    public void Inks_become_light()
    {
        // White is no ink; libvips writes inks inverted, as Adobe does.
        var inks = new byte[Width * Height * 4];
        Assert.Equal(((byte)255, (byte)255, (byte)255), At(Show(TestFilms.CmykJpeg(inks, Width, Height), Outlines()), 0, 0));
    }

    [Fact]
    public void A_film_that_exif_turns_stays_as_it_is_stored_as_annotations_are()
    {
        var film = TestFilms.ColourJpeg(Width, Height, orientation: 6);
        var picture = Show(film, Outlines(), out var result);
        Assert.Equal((Width, Height), (picture.Width, picture.Height));
        Assert.Equal(1, result.Conversions[CovidXray.Images.FilmConversions.Orientation]);
    }

    [Fact]
    public void A_film_of_another_size_is_an_error_that_names_both()
    {
        Write("a", TestFilms.GreyPng(2 * Width, 2 * Height));
        var refused = Run(Outlines());
        Assert.Empty(refused.Files);
        Assert.Contains("the film is 120x80, its annotations in annotations/a.json were drawn on 60x40", Assert.Single(refused.Failures).Message, StringComparison.Ordinal);
        Assert.Empty(Run(new PreviewOptions { Style = PreviewStyle.MaskOnly }).Failures);
    }

    [Fact]
    public void If_that_is_accepted_the_mask_is_where_it_belongs()
    {
        var picture = Show(TestFilms.GreyPng(2 * Width, 2 * Height), new PreviewOptions { AcceptsResized = true, Style = PreviewStyle.Fill }, out var result);
        Assert.Equal((2 * Width, 2 * Height, 1), (picture.Width, picture.Height, result.Resized));
        Assert.True(At(picture, 30, 20) is var (r, _, b) && b > r);
        Assert.True(At(picture, 15, 20) is var (r2, _, b2) && b2 == r2);
    }

    [Theory]
    [InlineData(30, 30, 30, 20)]
    [InlineData(120, 1000, 120, 80)]
    [InlineData(1000, 20, 30, 20)]
    [InlineData(1, 1, 1, 1)]
    public void A_size_is_fitted_into_and_the_shape_stays(int width, int height, int shownWidth, int shownHeight)
    {
        var picture = Show(TestFilms.GreyPng(Width, Height), new PreviewOptions { Size = (width, height) });
        Assert.Equal((shownWidth, shownHeight), (picture.Width, picture.Height));
    }

    [Fact]
    public void A_damaged_film_is_an_error_and_the_others_are_shown()
    {
        Write("a", TestFilms.GreyPng(Width, Height));
        Write("b", TestFilms.GreyPng(Width, Height)[..900]);
        Write("c", "<html>"u8.ToArray());
        Write("d", TestFilms.GreyPng(Width, Height));
        var result = Run(new PreviewOptions());
        Assert.Equal(["a.png", "d.png"], result.Files);
        Assert.Equal(["b.png", "c.png"], result.Failures.Select(f => Path.GetFileName(f.File)));
        Assert.Equal(["a.png", "d.png"], Directory.GetFiles(_pictures.Location).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_film_is_never_replaced_by_its_picture()
    {
        Write("a", TestFilms.GreyPng(Width, Height), filmName: "a.png");
        var (images, films) = (Path.Combine(_data.Location, "images"), Path.Combine(_data.Location, "films"));
        var overwriting = new PreviewOptions { Existing = CovidXray.Jobs.Output.ExistingFiles.AreOverwritten };
        Assert.Contains("lies in the dataset's images", Assert.Throws<CovidXray.Jobs.JobException>(() => Run(overwriting, images)).Message, StringComparison.Ordinal);

        // Where films lie that are none of the dataset's own, each is looked at.
        Directory.Move(images, films);
        var before = File.ReadAllBytes(Path.Combine(films, "a.png"));
        var result = Run(overwriting with { FilmFolders = [films] }, films);
        Assert.Contains("is the film itself", Assert.Single(result.Failures).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(films, "a.png")));
    }

    [Fact]
    public void A_film_over_the_limit_of_pixels_is_an_error()
    {
        Write("a", TestFilms.GreyPng(Width, Height));
        var result = Run(new PreviewOptions { MaxPixels = (Width * Height) - 1 });
        Assert.Contains("60x40", Assert.Single(result.Failures).Message, StringComparison.Ordinal);
        Assert.Contains("30x20 = 0 megapixels", Assert.Single(Run(new PreviewOptions { Size = (30, 30), MaxPixels = 599, Style = PreviewStyle.MaskOnly }).Failures).Message, StringComparison.Ordinal);
    }

    private static PreviewOptions Outlines() => new() { Style = PreviewStyle.Outline };

    private static (byte R, byte G, byte B) At((int Width, int Height, byte[] Samples) picture, int x, int y) =>
        ((y * picture.Width) + x) * 3 is var i ? (picture.Samples[i], picture.Samples[i + 1], picture.Samples[i + 2]) : default;

    private (int Width, int Height, byte[] Samples) Show(byte[] film, PreviewOptions options) => Show(film, options, out _);

    /// <summary>Shows one film, with a lung from (10, 5) to (19, 14).</summary>
    private (int Width, int Height, byte[] Samples) Show(byte[] film, PreviewOptions options, out PreviewResult result)
    {
        Write("a", film);
        result = Run(options with { Existing = CovidXray.Jobs.Output.ExistingFiles.AreOverwritten });
        Assert.Empty(result.Failures);
        using var image = Image.NewFromFile(Path.Combine(_pictures.Location, "a.png"));
        return (image.Width, image.Height, image.WriteToMemory<byte>());
    }

    private PreviewResult Run(PreviewOptions options, string? output = null)
    {
        using var dataset = AnnotationFormats.Open(_data.Location);
        return PreviewJob.Run(new ImageChoice().Choose(dataset), output ?? _pictures.Location, options, cancellation: Cancellation);
    }

    private void Write(string id, byte[] film, string? filmName = null)
    {
        Directory.CreateDirectory(Path.Combine(_data.Location, "annotations"));
        Directory.CreateDirectory(Path.Combine(_data.Location, "images"));
        File.WriteAllBytes(Path.Combine(_data.Location, "images", filmName ?? id + ".png"), film);
        File.WriteAllText(Path.Combine(_data.Location, "annotations", $"{id}.json"), $$$"""
            {"image": {"width": {{{Width}}}, "height": {{{Height}}}, "original_filename": "{{{filmName ?? id + ".png"}}}"},
             "annotations": [{"name": "Lung", "polygon": {"path": [{"x": 10, "y": 5}, {"x": 19, "y": 5}, {"x": 19, "y": 14}, {"x": 10, "y": 14}]}}]}
            """, Encoding.UTF8);
    }
}
