using System.Text.Json;
using CovidXray.Formats;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Exports as the code of those who read them looks for things: places, names, addresses, types.</summary>
public sealed class ConsumerTests : ExportTest
{
    private const string Signed = """
        {"image": {"width": 8, "height": 6, "filename": "a.png", "original_filename": "a.png", "url": "https://v7.example/a?token=abc&size=1",
         "thumbnail_url": "https://v7.example/t?X-Amz-Signature=1&X-Amz-Date=2", "workview_url": "https://v7.example/w?dataset=9&image=1", "flickr_url": "https://f.example/a?sig=1&se=2&v=3"},
         "annotations": []}
        """;

    [Theory]
    [InlineData("annotations/instances_default.json")]
    [InlineData("annotations.json", "--layout", "flat")]
    [InlineData("output.json", "--compat", "v7")]
    public async Task COCO_lies_where_it_was_asked_for_and_is_found_there_with_its_films(string file, params string[] options)
    {
        Assert.Equal(0, (await ExportAsync("coco", "coco", options)).ExitCode);
        Assert.True(File.Exists(PathOf("coco", file)));
        foreach (var (path, at) in new[] { PathOf("coco"), PathOf("coco", file) }.Select((p, i) => (p, i)))
        {
            var run = await Cli.RunAsync("export", "yolo", "-d", path, "--out", PathOf($"yolo-{at}"));
            Assert.Equal((0, $"12 images in {PathOf($"yolo-{at}")}: yolo, 29 annotations, 12 films\n"), (run.ExitCode, run.Out));
        }
    }

    [Fact]
    public async Task A_choice_is_saved_beside_the_folder_of_the_annotations_and_used()
    {
        await ExportAsync("coco", "coco");
        Assert.Equal(0, (await Cli.RunAsync("filter", "-d", PathOf("coco"), "--exclude", "ct")).ExitCode);
        Assert.True(File.Exists(PathOf("coco", "selection.json")));
        var run = await Cli.RunAsync("masks", "-d", PathOf("coco"), "--out", PathOf("masks"));
        Assert.StartsWith("11 masks", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_has_one_name_in_COCO_whether_it_comes_along_or_not()
    {
        using var films = new FilmDataset();
        films.Add("7", "lies.jpeg", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        foreach (var how in (string[])["none", "copy", "link"])
        {
            Assert.Equal(0, (await Cli.RunAsync("export", "coco", "-d", films.Location, "--images", how, "--out", PathOf(how))).ExitCode);
            Assert.Contains("\"file_name\":\"lies.png\"", Text(how, "annotations", "instances_default.json"), StringComparison.Ordinal);
        }

        Directory.Delete(Path.Combine(films.Location, "images"), recursive: true);
        await Cli.RunAsync("export", "coco", "-d", films.Location, "--out", PathOf("without"));
        Assert.Contains("\"file_name\":\"lies.jpeg\"", Text("without", "annotations", "instances_default.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("annotations/instances_default.json")]
    [InlineData("output.json", "--compat", "v7")]
    public async Task Tokens_stay_out_of_COCO_and_are_counted(string file, params string[] options)
    {
        Write("in/1.json", Signed);
        string[] arguments = ["export", "coco", "-d", PathOf("in"), "--out", PathOf("out"), .. options];
        var run = await Cli.RunAsync(arguments);
        Assert.Contains(run.ErrorLines, l => l.Contains("tokens in addresses", StringComparison.Ordinal));
        var coco = Text("out", file);
        Assert.Contains("https://v7.example/a?size=1\"", coco, StringComparison.Ordinal);
        Assert.Contains("https://v7.example/w?dataset=9&image=1\"", coco, StringComparison.Ordinal);
        Assert.All((string[])["token", "X-Amz", "sig=", "se="], signed => Assert.DoesNotContain(signed, coco, StringComparison.Ordinal));
        using var summary = JsonDocument.Parse((await Cli.RunAsync([.. arguments, "--overwrite", "--json"])).Out);
        Assert.Equal(3, summary.RootElement.GetProperty("addresses_without_token").GetInt32());
    }

    [Fact]
    public async Task Darwin_keeps_tokens_as_pull_gets_films_with_them()
    {
        Write("in/1.json", Signed);
        var run = await Cli.RunAsync("export", "darwin", "-d", PathOf("in"), "--images", "none", "--out", PathOf("out"));
        Assert.Equal("", run.Err);
        Assert.Contains("https://v7.example/a?token=abc&size=1", Text("out", "annotations", "1.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Films_in_VOC_have_the_extension_of_their_content_in_lower_case()
    {
        using var films = new FilmDataset();
        films.Add("1", "one.PNG", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        films.Add("2", "two.JPG", FilmDataset.Film(120, 80, 1, i => i.JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        films.Add("3", "three.png", FilmDataset.Film(120, 80, 1, i => i.JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        films.Add("4", "four.jpeg", FilmDataset.Film(120, 80, 1, i => i.JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        foreach (var how in (string[])["copy", "none"])
        {
            Assert.Equal(0, (await Cli.RunAsync("export", "voc", "-d", films.Location, "--images", how, "--out", PathOf(how))).ExitCode);
            foreach (var (stem, name) in ((string, string)[])[("one", "one.png"), ("two", "two.jpg"), ("three", "three.jpg"), ("four", "four.jpg")])
            {
                Assert.Contains($"<filename>{name}</filename>", Text(how, "Annotations", stem + ".xml"), StringComparison.Ordinal);
                Assert.Equal(how == "copy", File.Exists(PathOf(how, "JPEGImages", name)));
            }
        }
    }

    [Theory]
    [InlineData("yolo", 3, "note: {0} films are neither 8-bit grey nor RGB but of a palette, alpha, CMYK, 1 or 16 bits: supervision refuses the whole set (--images convert makes them grey)")]
    [InlineData("webdataset", 1, "note: 1 film is of 16 bits a sample: WebDataset's image decoders clip them to 8 (--images convert scales them)")]
    public async Task Films_that_readers_trip_over_are_counted_unless_they_are_converted(string format, int count, string note)
    {
        using var films = new FilmDataset();
        films.Add("1", "grey.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        films.Add("2", "rgba.png", FilmDataset.Film(120, 80, 4, i => i.PngsaveBuffer()), annotations: FilmDataset.Lungs);
        films.Add("3", "palette.png", FilmDataset.Film(120, 80, 3, i => i.PngsaveBuffer(palette: true)), annotations: FilmDataset.Lungs);
        films.Add("4", "deep.png", FilmDataset.Film(120, 80, 1, i => i.Cast(NetVips.Enums.BandFormat.Ushort).PngsaveBuffer(bitdepth: 16)), annotations: FilmDataset.Lungs);
        var run = await Cli.RunAsync("export", format, "-d", films.Location, "--out", PathOf("copied"));
        Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, note, count), run.ErrorLines);
        run = await Cli.RunAsync("export", format, "-d", films.Location, "--images", "convert", "--out", PathOf("converted"));
        Assert.DoesNotContain("supervision", run.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("WebDataset's", run.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("convert")]
    public async Task Films_of_Darwin_2_are_where_V7s_client_looks_for_them_and_so_do_we(string how)
    {
        Assert.Equal(0, (await ExportAsync("darwin", "out", "--version", "2", "--images", how)).ExitCode);
        var documents = Directory.GetFiles(PathOf("out", "releases", "latest", "annotations"));
        Assert.Equal(12, documents.Length);
        foreach (var path in documents)
        {
            // darwin-py: images/<stem of the item's name><extension of the source's>.
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var item = document.RootElement.GetProperty("item");
            var source = item.GetProperty("slots")[0].GetProperty("source_files")[0].GetProperty("file_name").GetString();
            var film = Path.GetFileNameWithoutExtension(item.GetProperty("name").GetString()) + Path.GetExtension(source);
            Assert.True(File.Exists(PathOf("out", "images", film)), film);
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(PathOf("out", "annotations", Path.GetFileName(path))));
        }

        Assert.Equal("Ignore\nLung", Text("out", "releases", "latest", "lists", "classes_polygon.txt"));
        var again = await Cli.RunAsync("export", "coco", "-d", PathOf("out"), "--out", PathOf("coco"));
        Assert.Equal((0, $"12 images in {PathOf("coco")}: coco, 29 annotations, 12 films\n"), (again.ExitCode, again.Out));
    }

    [Fact]
    public async Task Items_of_one_name_keep_the_original_names_of_their_films()
    {
        using var films = new FilmDataset();
        foreach (var (id, item) in ((string, string)[])[("1", "same.png"), ("2", "same.png"), ("3", "other.png")])
        {
            films.Add(id, $"film{id}.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
            var path = Path.Combine(films.Location, "annotations", id + ".json");
            File.WriteAllText(path, File.ReadAllText(path).Replace($"{id}.v7", item, StringComparison.Ordinal));
        }

        var run = await Cli.RunAsync("export", "darwin", "--version", "2", "-d", films.Location, "--out", PathOf("out"));
        Assert.Equal((0, $"3 images in {PathOf("out")}: darwin, 9 annotations, 3 films\n"), (run.ExitCode, run.Out));
        Assert.Equal(["film1.png", "film2.png", "other.png"], Directory.GetFiles(PathOf("out", "images")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await Cli.RunAsync("export", "voc", "-d", PathOf("out"), "--out", PathOf("voc"))).ExitCode);
    }

    [Fact]
    public async Task Darwin_1_has_no_folder_for_V7s_client_which_does_not_read_it()
    {
        await ExportAsync("darwin", "out");
        Assert.False(Directory.Exists(PathOf("out", "releases")));
        Assert.True(File.Exists(PathOf("out", "images", "phantom-001-pa.jpg")));
    }

    [Theory]
    [InlineData("coco")]
    [InlineData("voc")]
    [InlineData("darwin")]
    public async Task Images_without_an_original_name_are_named_by_their_ids(string format)
    {
        await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", PathOf("masks"));
        var run = await Cli.RunAsync("export", format, "-d", PathOf("masks"), "--out", PathOf("out"));
        Assert.Equal(0, run.ExitCode);
        using var dataset = AnnotationFormats.Open(PathOf("out"));
        Assert.Equal(12, dataset.Entries.Count);
        Assert.Equal("9000001", dataset.Entries[0].Id);
        run = await Cli.RunAsync("masks", "-d", PathOf("masks"), "--name", "original", "--out", PathOf("again"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllBytes(PathOf("masks", "9000001.png")), File.ReadAllBytes(PathOf("again", "9000001.png")));
    }

    [Fact]
    public async Task The_card_of_a_Hugging_Face_export_types_every_column_whatever_the_rows_hold()
    {
        await ExportAsync("hf", "out");
        var card = Text("out", "README.md").Split("---\n");
        var features = card[1].Split("\ndataset_info:\n")[0];
        Assert.Equal(Normal(features.Split("  features:\n")[1]), Normal(card[1].Split("\n  features:\n")[2]));
        using var row = JsonDocument.Parse(File.ReadLines(PathOf("out", "metadata.jsonl")).First());
        string[] columns = ["image", "mask", .. row.RootElement.EnumerateObject().Select(m => m.Name).Where(n => !n.EndsWith("file_name", StringComparison.Ordinal))];
        Assert.Equal(columns, features.Split('\n').Where(l => l.StartsWith("  - name: ", StringComparison.Ordinal)).Select(l => l["  - name: ".Length..]));
        Assert.Contains("  - name: age\n    dtype: float64\n", features, StringComparison.Ordinal);
        Assert.Contains("  - name: doi\n    dtype: string\n", features, StringComparison.Ordinal);
        Assert.Contains("  - name: tags\n    sequence: string\n", features, StringComparison.Ordinal);
        Assert.Contains("  - name: survival\n    dtype: bool\n", features, StringComparison.Ordinal);
        Assert.Contains("| 2 | Ignore |\n", card[2], StringComparison.Ordinal);

        static string Normal(string features) => features.Trim();
    }

    private string Text(params ReadOnlySpan<string> parts) => File.ReadAllText(PathOf(parts));
}
