using NetVips;

namespace CovidXray.Cli.Tests.Check;

public sealed class FilmRulesTests : IDisposable
{
    private readonly PlantedFilms _films = new();

    public void Dispose() => _films.Dispose();

    [Fact]
    public async Task The_sample_is_clean()
    {
        var run = await _films.RunAsync("--rules", "F");
        Assert.Equal((0, "nothing found in 12 images\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task A_film_that_is_not_there_is_an_error_where_others_are()
    {
        File.Delete(_films.FilmPath());
        Assert.Equal([$"{PlantedFilms.Id}.json: error F1: the film {PlantedFilms.Film} is not there"], await _films.FindAsync());
        Assert.Equal(1, (await _films.RunAsync("--rules", "F1", "--where", $"id == \"{PlantedFilms.Id}\"")).ExitCode);
        Assert.Equal(0, (await _films.RunAsync("--skip", "F1")).Out.Split('\n').Count(l => l.Contains(" F", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Mu\u0308nchen.jpg", "M\u00FCnchen.jpg", ", but a file whose name is this one but for how its letters are composed in Unicode (NFC, NFD)")]
    [InlineData("M\u00FCnchen.jpg", "Mu\u0308nchen.jpg", ", but a file whose name is this one but for how its letters are composed in Unicode (NFC, NFD)")]
    [InlineData("M\u00FCnchen.jpg", "Munchen.jpg", "")]
    public async Task A_missing_film_whose_letters_are_composed_otherwise_is_named(string name, string file, string hint)
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "both are one name");
        File.Move(_films.FilmPath(), _films.FilmPath(file));
        _films.Edit(PlantedFilms.Id, d => d["image"]!["original_filename"] = name);
        Assert.Equal([$"{PlantedFilms.Id}.json: error F1: the film {name} is not there{hint}"], await _films.FindAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_any_film_their_rules_are_skipped_with_one_line(bool hasFolder)
    {
        Directory.Delete(Path.Combine(_films.Location, "images"), recursive: true);
        if (hasFolder)
        {
            Directory.CreateDirectory(Path.Combine(_films.Location, "images"));
        }

        var run = await _films.RunAsync("--rules", "F");
        Assert.Equal((0, "nothing found in 12 images\n"), (run.ExitCode, run.Out));
        Assert.StartsWith("note: rules of films are skipped: there are no films (looked in ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    public static TheoryData<byte[], string, string> Broken { get; } = new()
    {
        { [], "F2", "the film is no JPEG or PNG but empty" },
        { "<html>not found</html>"u8.ToArray(), "F2", "the film is no JPEG or PNG but a web page (HTML or XML)" },
        { "version https://git-lfs.github.com/spec/v1"u8.ToArray(), "F2", "the film is no JPEG or PNG but a Git LFS pointer, the place of a file without its content" },
        { [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0], "F3", "the film is a PNG cut off after 10 bytes, within its header" },
        { [0xff, 0xd8, 0xff, 0xe0, 0, 16], "F3", "the film is a JPEG cut off within its header" },
        { [0xff, 0xd8, 0xff, 0xe0, 0, 1], "F2", "the film is a damaged JPEG: segment FFE0 is shorter than its own length" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_file_that_is_no_film_is_told_by_what_it_is(byte[] content, string code, string text)
    {
        _films.Write(content);
        Assert.Equal([$"{PlantedFilms.Film}: error {code}: {text}"], await _films.FindAsync());
    }

    [Theory]
    [InlineData(PlantedFilms.Film, 0.5)]
    [InlineData(PlantedFilms.Film, 0.95)]
    [InlineData("phantom-005.PNG", 0.5)]
    public async Task A_film_that_ends_too_early_is_told_as_cut_off(string name, double share)
    {
        var content = _films.Read(name);
        _films.Write(content[..(int)(content.Length * share)], name);
        Assert.Matches($"^{name}: error F3: the film is a cut-off (JPEG|PNG): it ends without (FFD9|IEND), and is damaged: rows [0-9]+ to [0-9]+ of [0-9]+ cannot be decoded$", Assert.Single(await _films.FindAsync()));
    }

    [Fact]
    public async Task Damage_within_a_jpeg_and_a_wrong_checksum_of_a_png_are_told()
    {
        var jpeg = _films.Read();
        jpeg.AsSpan(jpeg.Length / 2, 60).Fill(0x55);
        jpeg.AsSpan(jpeg.Length * 3 / 4, 2).Clear();
        jpeg[jpeg.Length * 3 / 4] = 0xff;
        jpeg[(jpeg.Length * 3 / 4) + 1] = 0xd3;
        _films.Write(jpeg);
        var png = _films.Read("phantom-005.PNG");
        png[png.Length / 2] ^= 0x40;
        _films.Write(png, "phantom-005.PNG");
        var found = await _films.FindAsync();
        Assert.Equal(2, found.Length);
        Assert.Matches("^phantom-005.PNG: error F2: the film is damaged: rows [0-9]+ to [0-9]+ of 512 cannot be decoded$", found[0]);
        Assert.Matches($"^{PlantedFilms.Film}: error F2: the film is damaged: rows [0-9]+ to [0-9]+ of 768 cannot be decoded$", found[1]);
    }

    [Fact]
    public async Task A_wrong_checksum_of_a_png_that_can_be_decoded_is_told()
    {
        const string Name = "phantom-005.PNG";
        var png = _films.Read(Name);
        _films.Write([.. png[..^12], 0, 0, 0, 0, .. "JUNK"u8, 0, 0, 0, 0, .. png[^12..]], Name);
        Assert.Equal([$"{Name}: error F2: the film is a damaged PNG: the checksum of a JUNK chunk does not match"], await _films.FindAsync());
    }

    /// <summary>The decoder of a JPEG gets over lost codes, and tells of them where the last rows should be: these are not read of a small film.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task Damage_that_shows_in_the_last_rows_of_a_jpeg_is_told_as_an_export_tells_it(double share)
    {
        const string Name = "phantom-004-supine.jpg";
        var jpeg = _films.Read(Name);
        var lost = (int)(jpeg.Length * share);
        _films.Write([.. jpeg[..lost], .. jpeg[(lost + 1500)..]], Name);
        var export = await Cli.RunAsync("export", "coco", "-d", _films.Location, "--images", "convert", "--out", Path.Combine(_films.Location, "export"));
        var damage = Assert.Single(export.ErrorLines, l => l.Contains("is damaged", StringComparison.Ordinal)).Split(": ", 3)[2];
        Assert.Matches("^is damaged: rows [0-9]+ to [0-9]+ of 951 cannot be decoded$", damage);
        Assert.Equal([$"{Name}: error F2: the film {damage}"], await _films.FindAsync());
    }

    [Fact]
    public async Task A_header_that_claims_more_pixels_than_are_decoded_is_a_finding_at_once()
    {
        // 50,000 x 50,000 pixels of one bit, of which there is no row.
        byte[] bomb = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        _films.Write(bomb, "phantom-005.PNG");
        Assert.Equal(
            [
                "phantom-005.PNG: error F4: the film's header says 50000x50000 pixels, more than are decoded",
                "phantom-005.PNG: error F6: the film is 50000x50000, its annotations were drawn on 512x512",
            ],
            await _films.FindAsync());
        _films.Write(File.ReadAllBytes(Path.Combine(Cli.Sample, "images", "phantom-005.PNG")), "phantom-005.PNG");
        Assert.Equal(
            ["phantom-001-pa.jpg: error F4: the film's header says 1024x1024 pixels, more than are decoded", "phantom-004-supine.jpg: error F4: the film's header says 1203x951 pixels, more than are decoded"],
            await _films.FindAsync("--rules", "F4", "--max-megapixels", "1"));
    }

    [Fact]
    public async Task Several_files_that_differ_and_could_be_the_film_are_told()
    {
        Directory.CreateDirectory(Path.Combine(_films.Location, "more"));
        File.Copy(_films.FilmPath("phantom-001-pa.jpg"), Path.Combine(_films.Location, "more", PlantedFilms.Film));
        string[] folders = ["--images-from", Path.Combine(_films.Location, "images"), "--images-from", Path.Combine(_films.Location, "more")];
        var found = Assert.Single(await _films.FindAsync(folders));
        Assert.StartsWith($"{PlantedFilms.Id}.json: error F5: {PlantedFilms.Film} may be ", found, StringComparison.Ordinal);
        File.Copy(_films.FilmPath(), Path.Combine(_films.Location, "more", PlantedFilms.Film), overwrite: true);
        Assert.Empty(await _films.FindAsync(folders));
    }

    [Fact]
    public async Task Another_size_than_the_annotations_say_is_told()
    {
        _films.Write(Jpeg(i => i.Resize(0.5)));
        Assert.Equal([$"{PlantedFilms.Film}: error F6: the film is 384x384, its annotations were drawn on 768x768"], await _films.FindAsync());
    }

    [Theory]
    [InlineData(768, 700)]
    [InlineData(700, 768)]
    public async Task One_side_of_another_length_is_told(int width, int height)
    {
        _films.Write(Jpeg(i => i.ExtractArea(0, 0, width, height)));
        Assert.Equal([$"{PlantedFilms.Film}: error F6: the film is {width}x{height}, its annotations were drawn on 768x768"], await _films.FindAsync("--rules", "F6"));
    }

    [Fact]
    public async Task A_film_whose_annotations_are_of_what_viewers_show_is_told()
    {
        _films.Write(Jpeg(i => i.ExtractArea(0, 0, 700, 768).Mutate(m => m.Set(GValue.GIntType, "orientation", 6))));
        _films.Edit(PlantedFilms.Id, d => d["image"]!["height"] = 700);
        Assert.Equal([$"{PlantedFilms.Film}: error F6: the film is 700x768, its annotations were drawn on 768x700, as EXIF turns it"], await _films.FindAsync("--rules", "F6"));
    }

    [Fact]
    public async Task A_png_that_is_called_jpg_is_told()
    {
        _films.Change(i => i.Copy());
        _films.Write(PlantedFilms.Png(_films.Read("phantom-005.PNG"), i => i.Copy()), "phantom-005.PNG");
        Assert.Equal([$"{PlantedFilms.Film}: warning F7: {PlantedFilms.Film} is a PNG, its name says JPEG"], await _films.FindAsync());
    }

    [Fact]
    public async Task Sixteen_bits_are_told_and_looked_at_as_they_are()
    {
        _films.Change(i => (i.Cast(Enums.BandFormat.Ushort) * 9).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16), "phantom-005.PNG");
        Assert.Equal(["phantom-005.PNG: warning F8: the film has 16 bits a sample"], await _films.FindAsync());
    }

    [Fact]
    public async Task Transparent_pixels_are_told_if_they_are_more_than_a_few()
    {
        _films.Change(i => i.Bandjoin(255), "phantom-005.PNG");
        Assert.Empty(await _films.FindAsync());
        _films.Change(i => i.Mutate(m => m.DrawRect([255, 100], 0, 0, 4, 20, fill: true)), "phantom-005.PNG");
        Assert.Empty(await _films.FindAsync());
        _films.Change(i => i.Mutate(m => m.DrawRect([255, 100], 0, 0, 64, 512, fill: true)), "phantom-005.PNG");
        Assert.Equal(["phantom-005.PNG: warning F9: 12.5 % of the film's pixels are transparent"], await _films.FindAsync());
    }

    [Theory]
    [InlineData(6, "turned by 90 degrees to the right")]
    [InlineData(2, "mirrored")]
    public async Task Exif_that_turns_the_film_is_told(int orientation, string words)
    {
        _films.Write(Jpeg(i => i.Mutate(m => m.Set(GValue.GIntType, "orientation", orientation))));
        Assert.Equal([$"{PlantedFilms.Film}: warning F10: EXIF tells viewers to show the film {words}"], await _films.FindAsync());
    }

    [Theory]
    [InlineData(8, "turned by 90 degrees to the left")]
    [InlineData(3, "turned by 180 degrees")]
    public async Task Exif_in_a_png_is_told(int orientation, string words)
    {
        const string Name = "phantom-005.PNG";
        using var image = Image.NewFromFile(_films.FilmPath(Name));
        using var turned = image.Mutate(m => m.Set(GValue.GIntType, "orientation", orientation));
        _films.Write(turned.PngsaveBuffer(), Name);
        Assert.Equal([$"{Name}: warning F10: EXIF tells viewers to show the film {words}"], await _films.FindAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(130)]
    public async Task A_film_of_one_grey_is_told_and_nothing_else_of_it(int grey)
    {
        _films.Write(Jpeg(i => (i * 0) + grey));
        Assert.Equal([$"{PlantedFilms.Film}: error F11: the film shows nothing: nearly all of its pixels have one grey"], await _films.FindAsync());
    }

    [Fact]
    public async Task Inverted_greys_are_told()
    {
        _films.Write(Jpeg(i => i.Invert()));
        Assert.Matches($"^{PlantedFilms.Film}: warning F12: the part between the lungs is [0-9]+ greys darker than the lungs: black and white may be exchanged$", Assert.Single(await _films.FindAsync()));

        // Lungs are not known to lie on a film that somebody calls a lateral one.
        _films.Edit(PlantedFilms.Id, d => d["annotations"]!.AsArray().Single(a => (string?)a!["name"] == "View/PA")!["name"] = "View/Lateral");
        Assert.Empty(await _films.FindAsync());
    }

    [Fact]
    public async Task Black_borders_are_told_with_their_share()
    {
        _films.Write(Jpeg(i => Covered(i, 0, 0, 768, 77)));
        Assert.Equal([$"{PlantedFilms.Film}: note F13: a black border takes 10 % of the film (top 10 %)"], await _films.FindAsync());
        Assert.Equal(0, (await _films.RunAsync("--rules", "F")).ExitCode);
        _films.Write(Jpeg(i => Covered(i, 0, 0, 7, 768)));
        Assert.Empty(await _films.FindAsync());
    }

    /// <summary>Beside a body from the side, air is black.</summary>
    [Fact]
    public async Task Where_no_view_is_known_black_borders_are_told_of_films_with_two_lungs()
    {
        _films.Write(Jpeg(i => Covered(i, 0, 0, 768, 77)));
        _films.Edit(PlantedFilms.Id, d => Remove(d, "View/PA"));
        Assert.Single(await _films.FindAsync("--rules", "F13"));
        _films.Edit(PlantedFilms.Id, d => Remove(d, "Lung"));
        Assert.Empty(await _films.FindAsync("--rules", "F13"));

        static void Remove(System.Text.Json.Nodes.JsonObject document, string name)
        {
            var annotations = document["annotations"]!.AsArray();
            foreach (var one in annotations.Where(a => (string?)a!["name"] == name).ToArray())
            {
                annotations.Remove(one);
            }
        }
    }

    [Theory]
    [InlineData(255, 4, 1, "white")]
    [InlineData(255, 40, 1, "white")]
    [InlineData(150, 12, 0.4, "grey")]
    public async Task A_frame_on_all_sides_is_told(int grey, int thickness, double brightness, string word)
    {
        _films.Write(Jpeg(i => (i * brightness).Mutate(m =>
        {
            for (var t = 0; t < thickness; t++)
            {
                m.DrawRect([grey], t, t, 768 - (2 * t), 768 - (2 * t));
            }
        })));
        Assert.Contains($"{PlantedFilms.Film}: note F14: the film has a {word} frame", await _films.FindAsync());

        // On one side it is none.
        _films.Write(Jpeg(i => i.Mutate(m => m.DrawRect([grey], 0, 0, 768, thickness, fill: true))));
        Assert.DoesNotContain(await _films.FindAsync(), f => f.Contains("F14", StringComparison.Ordinal));
    }

    /// <summary>The film as the sample has it, as JPEG after a change.</summary>
    private static byte[] Jpeg(Func<Image, Image> change)
    {
        using var image = Image.NewFromBuffer(File.ReadAllBytes(Path.Combine(Cli.Sample, "images", PlantedFilms.Film)));
        using var changed = change(image);
        using var whole = changed.Cast(Enums.BandFormat.Uchar);
        return whole.JpegsaveBuffer(q: 92);
    }

    private static Image Covered(Image image, int x, int y, int width, int height) => image.Mutate(m => m.DrawRect([0], x, y, width, height, fill: true));
}
