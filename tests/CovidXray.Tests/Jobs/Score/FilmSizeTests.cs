using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Jobs.Score;
using CovidXray.Jobs.Score.Predictions;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Tests.Masks;

namespace CovidXray.Tests.Jobs.Score;

/// <summary>The way back from an export, pixel by pixel.</summary>
public sealed class FilmSizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_pixel_of_a_film_has_the_label_of_the_exported_pixel_in_which_its_centre_lies()
    {
        var random = new Random(18);
        for (var round = 0; round < 300; round++)
        {
            var (width, height) = (random.Next(1, 40), random.Next(1, 40));
            var geometry = MaskGeometry.Resize(width, height, random.Next(1, 40), random.Next(1, 40), (Fit)(round % 3));
            var way = ImageTransform.Of(width, height, geometry);
            var exported = Noise(random, geometry.Width, geometry.Height);
            var (back, mapping) = Bring(exported, width, height, $"[{Text(way.ScaleX)}, {Text(way.ScaleY)}]", $"[{Text(way.OffsetX)}, {Text(way.OffsetY)}]");
            Assert.Equal("transform", mapping);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    // The pixel [i, i + 1) in which the centre x + 1/2 comes to lie.
                    var (i, j) = (Math.Floor(((x + 0.5) * way.ScaleX) + way.OffsetX), Math.Floor(((y + 0.5) * way.ScaleY) + way.OffsetY));
                    var expected = i >= 0 && j >= 0 && i < exported.Width && j < exported.Height ? exported[(int)i, (int)j] : (byte)0;
                    Assert.True(expected == back[x, y], $"round {round}: pixel ({x}, {y}) of {width}x{height} from {geometry}");
                }
            }
        }
    }

    [Fact]
    public void A_cut_comes_back_to_where_it_was()
    {
        var random = new Random(5);
        var film = Noise(random, 30, 20);
        var (back, _) = Bring(film.Window(4, 3, 12, 9), 30, 20, "[1, 1]", "[-4, -3]");
        Assert.Equal(film.Window(4, 3, 12, 9).Window(-4, -3, 30, 20), back);
    }

    [Theory]
    [InlineData(512, 512, true)]
    [InlineData(477, 411, true)]
    [InlineData(239, 206, true)]
    [InlineData(954, 822, true)]
    [InlineData(476, 409, false)]
    [InlineData(411, 477, false)]
    [InlineData(100, 411, false)]
    public void Only_squares_and_the_films_own_shape_are_stretched(int width, int height, bool isTaken)
    {
        var predicted = new PredictedFilm("p.png", width, height, new Dictionary<string, Mask>(StringComparer.Ordinal) { ["Lung"] = new MaskBuilder(width, height).ToMask() });
        var image = new AnnotatedImage("1", 477, 411, []);
        if (isTaken)
        {
            var (film, mapping) = new FilmSize(null, acceptsAny: false).Bring(predicted, image);
            Assert.Equal((477, 411, width == 477 ? "same" : "nearest"), (film.Width, film.Height, mapping));
            return;
        }

        var error = Assert.Throws<DatasetException>(() => new FilmSize(null, acceptsAny: false).Bring(predicted, image));
        Assert.StartsWith($"p.png: the prediction is {width}x{height} and the film 477x411", error.Message, StringComparison.Ordinal);
        Assert.Equal("nearest", new FilmSize(null, acceptsAny: true).Bring(predicted, image).Mapping);
    }

    [Fact]
    public void A_size_is_the_films_shape_if_a_resize_of_it_gives_it()
    {
        foreach (var (width, height) in ((int, int)[])[(64, 48), (48, 64), (477, 411), (40, 7), (3, 100)])
        {
            // A factor, or a side, is chosen; sides are rounded down, up, or to the nearest.
            var sizes = new HashSet<(int, int)>();
            Func<double, double>[] roundings = [Math.Floor, Math.Ceiling, x => Math.Floor(x + 0.5), Math.Round];
            foreach (var round in roundings)
            {
                for (var side = 1; side <= 60; side++)
                {
                    sizes.Add((side, (int)round((double)side * height / width)));
                    sizes.Add(((int)round((double)side * width / height), side));
                }

                for (var factor = 0.001; factor < 1; factor += 0.0007)
                {
                    sizes.Add(((int)round(width * factor), (int)round(height * factor)));
                }
            }

            for (var w = 1; w <= 40; w++)
            {
                for (var h = 1; h <= 40; h++)
                {
                    var isTaken = Takes((w, h), (width, height));
                    Assert.True(isTaken == (w == h || sizes.Contains((w, h))), $"{w}x{h} of {width}x{height}: {isTaken}");
                }
            }
        }
    }

    private static bool Takes((int Width, int Height) size, (int Width, int Height) film)
    {
        try
        {
            var mask = new MaskBuilder(size.Width, size.Height).ToMask();
            new FilmSize(null, acceptsAny: false).Bring(new PredictedFilm("p.png", size.Width, size.Height, new Dictionary<string, Mask>(StringComparer.Ordinal) { ["Lung"] = mask }), new AnnotatedImage("1", film.Width, film.Height, []));
            return true;
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    private (Mask Mask, string Mapping) Bring(Mask exported, int width, int height, string scale, string offset)
    {
        var path = _folder.Write("transform.json", Encoding.UTF8.GetBytes($$"""{"about": "", "images": [{"id": "1", "annotated": [{{width}}, {{height}}], "exported": [{{exported.Width}}, {{exported.Height}}], "scale": {{scale}}, "offset": {{offset}}}]}"""));
        var predicted = new PredictedFilm("p.png", exported.Width, exported.Height, new Dictionary<string, Mask>(StringComparer.Ordinal) { ["Lung"] = exported });
        var (film, mapping) = new FilmSize(path, acceptsAny: false).Bring(predicted, new AnnotatedImage("1", width, height, []));
        return (film.Masks["Lung"], mapping);
    }

    private static Mask Noise(Random random, int width, int height) =>
        MaskGenerators.FromPixels([.. Enumerable.Range(0, width * height).Select(_ => (byte)random.Next(2))], width, height);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
