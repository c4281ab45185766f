using CovidXray.Rasterization;
using CovidXray.Tests;
using NetVips;

namespace CovidXray.Cli.Tests.Export;

public sealed class ConvertTests : IDisposable
{
    private readonly FilmDataset _films = new();

    public void Dispose() => _films.Dispose();

    [Fact]
    public async Task Films_of_every_kind_become_8_bit_grey_and_what_was_done_is_said()
    {
        _films.Add("1", "grey.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        _films.Add("2", "colour.JPG", FilmDataset.Film(120, 80, 3, i => i.JpegsaveBuffer(q: 95)), annotations: FilmDataset.Lungs);
        _films.Add("3", "progressive.jpeg", FilmDataset.Film(120, 80, 1, i => i.JpegsaveBuffer(q: 95, interlace: true)), annotations: FilmDataset.Lungs);
        _films.Add("4", "really-a-png.jpg", FilmDataset.Film(120, 80, 4, i => i.PngsaveBuffer()), annotations: FilmDataset.Lungs);
        _films.Add("5", "palette.PNG", FilmDataset.Film(120, 80, 1, i => i.PngsaveBuffer(palette: true)), annotations: FilmDataset.Lungs);
        _films.Add("6", "turned.jpg", FilmDataset.Film(120, 80, 1, i => i.Mutate(m => m.Set(GValue.GIntType, "orientation", 6)).JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        _films.Add("7", "deep.png", FilmDataset.Film(120, 80, 1, i => (i.Cast(Enums.BandFormat.Ushort) * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16).PngsaveBuffer()), annotations: FilmDataset.Lungs);
        _films.Add("8", "cmyk.jpg", FilmDataset.Film(120, 80, 4, i => i.Copy(interpretation: Enums.Interpretation.Cmyk).JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        var run = await _films.ExportAsync("--images", "convert");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
        [
            "note: 2 films in colour became grey (0.299 R + 0.587 G + 0.114 B)",
            "note: 1 film with a palette became grey",
            "note: 1 film in CMYK became grey, without a colour profile",
            "note: 1 film with transparent pixels came to lie on black",
            "note: 1 film of 16 bits became 8 bits (--levels says how)",
            "note: 1 film: EXIF has viewers turn them; they stay as stored, as the annotations are",
        ], run.ErrorLines);
        Assert.Equal(8, Directory.GetFiles(Path.Combine(_films.Out, "images")).Length);
        foreach (var file in Directory.GetFiles(Path.Combine(_films.Out, "images")))
        {
            Assert.EndsWith(".png", file, StringComparison.Ordinal);
            var (width, height, _) = _films.Exported(Path.GetFileName(file));
            Assert.Equal((120, 80), (width, height));
        }

        var grey = FilmDataset.Samples(120, 80, 1);
        Assert.Equal(grey, _films.Exported("grey.png").Pixels);
        Assert.Equal(grey, _films.Exported("deep.png").Pixels);
        Assert.Equal("[\"colour\",\"alpha\"]", _films.Transform("4").GetProperty("converted").GetRawText());
    }

    [Fact]
    public async Task An_export_is_a_dataset_again_in_its_new_size()
    {
        _films.Add("1", "film.jpg", FilmDataset.Film(120, 80, 1, i => i.JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        Assert.Equal(0, (await _films.ExportAsync("--size", "60x40")).ExitCode);
        var again = Path.Combine(_films.Location, "again");
        var run = await Cli.RunAsync("export", "darwin", "-d", _films.Out, "--images", "copy", "--out", again);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Equal(_films.Exported("film.png").Pixels, _films.Exported("film.png", again).Pixels);
        Assert.Equal("film.jpg", _films.ReadImage("1").OriginalFileName);
    }

    [Theory]
    [InlineData("--size 60", "note: 1 annotation of kinds that cannot be scaled (lines, points, ellipses, ...) is left out", "\"unmoved\": 1")]
    [InlineData("--size 60x80 --fit crop --include healthy", "note: 1 annotation outside the exported films is left out", "\"outside\": 1")]
    [InlineData("--pixels crop --include healthy", "note: 1 annotation outside the exported films is left out", "\"outside\": 1")]
    [InlineData("--cut-ignore --include healthy", "note: --cut-ignore leaves nothing of 1 annotation which is left out: Nodule of 2 lies under Ignore", "\"why\": \"lies under Ignore\"")]
    public async Task What_films_and_edits_leave_out_is_counted_and_strict_refuses_it(string options, string note, string counted)
    {
        _films.Add("1", "line.png", FilmDataset.Png(120, 80), annotations: [.. FilmDataset.Lungs, """{"name": "Tube", "line": {"path": [{"x": 3, "y": 4}, {"x": 9, "y": 8}]}}"""]);
        _films.Add("2", "corner.png", FilmDataset.Png(120, 80), annotations:
        [
            FilmDataset.Region("Lung", 50, 10, 70, 10, 70, 60), FilmDataset.Region("Ignore", 0, 0, 9, 0, 9, 9, 0, 9), options.StartsWith("--cut", StringComparison.Ordinal) ? FilmDataset.Region("Nodule", 1, 2, 4, 2, 4, 4) : FilmDataset.Region("Nodule", 60, 20, 64, 20, 64, 24),
            """{"name": "No Pneumonia (healthy)", "tag": {}}""",
        ]);
        var strict = await _films.ExportAsync([.. options.Split(' '), "--strict"]);
        Assert.Equal((1, ""), (strict.ExitCode, strict.Out));
        Assert.Contains(note, strict.ErrorLines);
        Assert.Equal("covidxr: --strict: 1 annotation would be left out, so nothing is written", strict.ErrorLines[^1]);
        Assert.False(Directory.Exists(_films.Out));

        var run = await _films.ExportAsync(options.Split(' '));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(note, run.ErrorLines);
        Assert.Contains(counted, File.ReadAllText(Path.Combine(_films.Out, "covidxr.export.json")), StringComparison.Ordinal);
        Assert.Contains(counted, (await _films.ExportAsync([.. options.Split(' '), "--overwrite", "--json"])).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("60", "stretch")]
    [InlineData("64x64", "pad")]
    [InlineData("300x90", "pad")]
    [InlineData("50x80", "crop")]
    public async Task Masks_fit_the_film_and_the_transform_leads_back(string size, string fit)
    {
        // White in the lungs, black elsewhere: the mask of the exported polygons must be the bright part of the exported film.
        var polygon = Annotations.Polygon.FromRing(10, 10, 45, 15, 50, 60, 12, 70);
        var pixels = PolygonRasterizer.Rasterize(polygon, 120, 80).ToBytes().Select(b => (byte)(b * 255)).ToArray();
        using var image = NetVips.Image.NewFromMemory(pixels, 120, 80, 1, Enums.BandFormat.Uchar);
        _films.Add("1", "film.png", image.PngsaveBuffer(), annotations: FilmDataset.Lungs[0]);
        Assert.Equal(0, (await _films.ExportAsync("--size", size, "--fit", fit)).ExitCode);

        var (width, height, exported) = _films.Exported("film.png");
        var mask = PolygonRasterizer.Rasterize(_films.ReadImage("1"));
        Assert.Equal((width, height), (mask.Width, mask.Height));
        var transform = _films.Transform("1");
        var (scaleX, scaleY) = (transform.GetProperty("scale")[0].GetDouble(), transform.GetProperty("scale")[1].GetDouble());
        var (offsetX, offsetY) = (transform.GetProperty("offset")[0].GetDouble(), transform.GetProperty("offset")[1].GetDouble());
        var differences = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                differences += (exported[(y * width) + x] > 127) == (mask[x, y] == 1) ? 0 : 1;

                // The film's pixel that the formula of transform.json names has the colour that the exported one has, but at outlines.
                var (fromX, fromY) = ((int)Math.Round(((x + 0.5 - offsetX) / scaleX) - 0.5), (int)Math.Round(((y + 0.5 - offsetY) / scaleY) - 0.5));
                if (exported[(y * width) + x] is 0 or 255 && fromX is >= 0 and < 120 && fromY is >= 0 and < 80)
                {
                    Assert.Equal(pixels[(fromY * 120) + fromX], exported[(y * width) + x]);
                }
            }
        }

        // Along an outline of some 160 pixels of the original the rule paints half a pixel more than the film shows.
        Assert.InRange(differences, 0, 170 * Math.Max(scaleX, scaleY));
        Assert.InRange(mask.Area(1), 100, long.MaxValue);
    }

    [Fact]
    public async Task Quality_gives_grey_jpeg()
    {
        _films.Add("1", "film.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        Assert.Equal(0, (await _films.ExportAsync("--quality", "95", "--size", "64", "--fit", "pad")).ExitCode);
        Assert.Equal([0xff, 0xd8], File.ReadAllBytes(Path.Combine(_films.Out, "images", "film.jpg"))[..2]);
        Assert.Equal(64, _films.Exported("film.jpg").Width);
    }

    [Fact]
    public async Task Levels_stretch_what_12_bits_hold()
    {
        var deep = FilmDataset.Film(120, 80, 1, i => (i.Cast(Enums.BandFormat.Ushort) * 16).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16).PngsaveBuffer());
        _films.Add("1", "deep.png", deep, annotations: FilmDataset.Lungs);
        Assert.Equal(0, (await _films.ExportAsync("--levels", "minmax")).ExitCode);
        Assert.Equal((0, 255), (_films.Exported("deep.png").Pixels.Min(), _films.Exported("deep.png").Pixels.Max()));
        Assert.Equal(0, (await _films.ExportAsync("--images", "convert", "--overwrite")).ExitCode);
        Assert.InRange(_films.Exported("deep.png").Pixels.Max(), 1, 16);
    }

    [Fact]
    public async Task The_same_export_is_the_same_bytes_with_any_number_of_threads()
    {
        for (var i = 0; i < 9; i++)
        {
            _films.Add($"{i}", $"film-{i}.jpg", FilmDataset.Film(120 + i, 80, 3, image => image.JpegsaveBuffer()), 120 + i, 80, FilmDataset.Lungs);
        }

        string[] options = ["--size", "50", "--fit", "pad", "--pixels", "crop,lungs-only", "--fill", "mean"];
        Assert.Equal(0, (await _films.ExportAsync([.. options, "--jobs", "1"])).ExitCode);
        var second = Path.Combine(_films.Location, "second");
        Assert.Equal(0, (await _films.ExportToAsync(second, [.. options, "--jobs", "5"])).ExitCode);
        var files = Directory.GetFiles(_films.Out, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_films.Out, f)).ToArray();
        Assert.Equal((9 * 2) + 3, files.Length);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(_films.Out, f)), File.ReadAllBytes(Path.Combine(second, f))));
    }

    [Fact]
    public async Task The_real_films_export_in_their_size_and_another()
    {
        var images = SharedData.Path("v7", "images");
        foreach (var (size, folder) in new[] { ("", "own"), ("512", "resized") })
        {
            var target = Path.Combine(_films.Location, folder);
            var run = await Cli.RunAsync(["export", "darwin", "-d", PublishedData.Annotations, "--images-from", images, "--images", "convert", "--out", target, .. size.Length > 0 ? ["--size", size] : Array.Empty<string>()]);

            // All but 14 films are missing, and that is what the exit code is about.
            Assert.Equal(1, run.ExitCode);
            Assert.StartsWith("14 images in ", run.Out, StringComparison.Ordinal);
            foreach (var file in Directory.GetFiles(Path.Combine(target, "annotations")))
            {
                var image = _films.ReadImage(Path.GetFileNameWithoutExtension(file), target);
                var (width, height, pixels) = _films.Exported(image.FileName!, target);
                Assert.Equal((image.Width, image.Height), (width, height));
                Assert.InRange(pixels.Distinct().Count(), 100, 256);
            }
        }
    }
}
