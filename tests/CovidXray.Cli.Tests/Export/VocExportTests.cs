using CovidXray.Formats.Masks;

namespace CovidXray.Cli.Tests.Export;

/// <summary>VOC and mask folders through the front door: written, read again, and the same masks.</summary>
public sealed class VocExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("covidxr-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Styles => [.. MaskStyle.All.Select(s => s.Name)];

    [Fact]
    public async Task The_sample_becomes_a_VOC_folder()
    {
        var run = await Run("export", "voc", "-d", Cli.Sample, "--out", In("voc"));
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^voc leaves out, as always: .*\\btags \\(-v counts them\\)$", run.Err);
        var films = Names("voc/JPEGImages");
        Assert.Equal(12, films.Length);
        Assert.Equal(films.Select(Path.GetFileNameWithoutExtension), Names("voc/Annotations").Select(Path.GetFileNameWithoutExtension));
        Assert.Contains("<filename>a.phantom-003-fig4a.png</filename>", Text("voc/Annotations/a.phantom-003-fig4a.xml"), StringComparison.Ordinal);
        Assert.Contains("\t\t<depth>1</depth>\n", Text("voc/Annotations/a.phantom-003-fig4a.xml"), StringComparison.Ordinal);
        Assert.Equal(10, Names("voc/SegmentationClass").Length);
        Assert.Equal(Names("voc/SegmentationClass"), Names("voc/SegmentationObject"));
        Assert.Equal(12, Lines("voc/ImageSets/Main/trainval.txt").Length);
        Assert.Equal(10, Lines("voc/ImageSets/Segmentation/trainval.txt").Length);
        var lungs = Lines("voc/ImageSets/Main/Lung_trainval.txt");
        Assert.Equal((10, 2), (lungs.Count(l => l.EndsWith("  1", StringComparison.Ordinal)), lungs.Count(l => l.EndsWith(" -1", StringComparison.Ordinal))));
        Assert.Equal("# label:color_rgb:parts:actions\nbackground:0,0,0::\nLung:128,0,0::\nIgnore:224,224,192::\n", Text("voc/labelmap.txt"));
        Assert.False(File.Exists(In("voc/ImageSets/Main/Ignore_trainval.txt")));
    }

    [Fact]
    public async Task Boxes_are_first_and_last_pixel_counted_from_1()
    {
        await Run("export", "voc", "-d", Cli.Sample, "--name", "id", "--out", In("voc"));
        await Run("masks", "-d", Cli.Sample, "--style", "instance", "--out", In("masks"));
        var row = Lines("masks/instances.csv").First(l => l.Contains(",Lung,", StringComparison.Ordinal)).Split(',');
        var (x, y, width, height) = (int.Parse(row[5]), int.Parse(row[6]), int.Parse(row[7]), int.Parse(row[8]));
        Assert.Contains(
            $"<xmin>{x + 1}</xmin>\n\t\t\t<ymin>{y + 1}</ymin>\n\t\t\t<xmax>{x + width}</xmax>\n\t\t\t<ymax>{y + height}</ymax>",
            Text($"voc/Annotations/{row[1]}.xml"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public async Task Depth_is_1_for_grey_with_or_without_alpha_and_3_for_colour(int channels, int depth)
    {
        using var films = new FilmDataset();
        films.Add("7", "7.png", FilmDataset.Film(120, 80, channels, i => i.PngsaveBuffer()), annotations: FilmDataset.Lungs);
        var run = await Run("export", "voc", "-d", films.Location, "--images", "copy", "--out", In("voc"));
        Assert.True(run.ExitCode == 0, run.Err);
        Assert.Contains($"\t\t<depth>{depth}</depth>\n", Text("voc/Annotations/7.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_film_depth_is_3()
    {
        await Run("export", "voc", "-d", Cli.Sample, "--images", "none", "--name", "id", "--out", In("voc"));
        Assert.Contains("\t\t<depth>3</depth>\n", Text("voc/Annotations/9000001.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Void_is_255_and_classes_are_indices()
    {
        await Run("export", "voc", "-d", Cli.Sample, "--name", "id", "--out", In("voc"));
        await Run("masks", "-d", Cli.Sample, "--style", "index", "--out", In("masks"));
        foreach (var name in Names("voc/SegmentationClass"))
        {
            var expected = Indices($"masks/{name}").Select(v => v == 2 ? (byte)255 : v);
            Assert.Equal(expected, Indices($"voc/SegmentationClass/{name}"));
        }
    }

    [Theory]
    [InlineData("voc")]
    [InlineData("masks")]
    public async Task What_is_exported_gives_the_same_masks_again(string format) => await AssertSameMasks(format, Cli.Sample);

    [Theory]
    [InlineData("voc")]
    [InlineData("masks")]
    public async Task V7s_images_give_the_same_masks_again(string format) => await AssertSameMasks(format, CovidXray.Tests.SharedData.Path("v7"));

    [Fact]
    public async Task V7s_published_masks_are_a_dataset()
    {
        var published = CovidXray.Tests.SharedData.Path("v7", "masks");
        Assert.Equal(0, (await Run("masks", "-d", published, "--order", "v7", "--out", In("masks"))).ExitCode);
        await Run("masks", "-d", CovidXray.Tests.SharedData.Path("v7"), "--order", "v7", "--out", In("expected"));
        AssertSameFiles("expected", "masks");
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Every_style_of_masks_is_exported_as_the_masks_command_makes_it(string style)
    {
        Assert.Equal(0, (await Run("export", "masks", "-d", Cli.Sample, "--style", style, "--out", In("export"))).ExitCode);
        await Run("masks", "-d", Cli.Sample, "--style", style, "--out", In("masks"));
        foreach (var name in Names("masks").Where(n => n != "covidxr.masks.json"))
        {
            var exported = name.EndsWith(".png", StringComparison.Ordinal) ? $"export/masks/{name}" : $"export/{name}";
            Assert.Equal(File.ReadAllBytes(In("masks/" + name)), File.ReadAllBytes(In(exported)));
        }

        Assert.Equal(12, Names("export/images").Length);
    }

    [Fact]
    public async Task Exported_masks_find_their_films_again()
    {
        await Run("export", "masks", "-d", Cli.Sample, "--style", "index", "--out", In("masks"));
        await Run("export", "voc", "-d", In("masks"), "--out", In("voc"));
        var again = await Run("export", "coco", "-d", In("voc"), "--out", In("coco"));
        Assert.Contains("12 films", again.Out, StringComparison.Ordinal);
        Assert.Equal(Names("masks/images").Select(Path.GetFileNameWithoutExtension), Names("voc/JPEGImages").Select(Path.GetFileNameWithoutExtension));
        Assert.Equal(Names("voc/JPEGImages"), Names("coco/images"));
    }

    [Theory]
    [InlineData("<polygon><x1>3</x1><y1>3</y1><x2>10</x2><y2>3</y2><x3>10</x3><y3>10</y3></polygon>", "coco", 0, "")]
    [InlineData("<actions><jumping>1</jumping></actions>", "coco", 0, "")]
    [InlineData("<actions><jumping>1</jumping></actions>", "voc", 1, "keys of annotations: 1")]
    public async Task Strict_agrees_with_what_objects_hold(string element, string format, int exitCode, string loss)
    {
        Directory.CreateDirectory(In("voc/Annotations"));
        File.WriteAllText(In("voc/Annotations/a.xml"), $"<annotation><filename>a.png</filename><size><width>20</width><height>20</height></size><object><name>Lung</name><bndbox><xmin>3</xmin><ymin>3</ymin><xmax>10</xmax><ymax>10</ymax></bndbox>{element}</object></annotation>");
        var run = await Run("export", format, "-d", In("voc"), "--strict", "--out", In("out"));
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(loss, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_VOC_folder_keeps_its_numbers_in_VOC()
    {
        await Run("export", "voc", "-d", Cli.Sample, "--name", "id", "--classes", "Tube,Lung,Heart,Ignore", "--out", In("voc"));
        Assert.Equal(0, (await Run("export", "voc", "-d", In("voc"), "--name", "id", "--out", In("again"))).ExitCode);
        Assert.Equal(Text("voc/labelmap.txt"), Text("again/labelmap.txt"));
        Assert.Contains("Tube:128,0,0::\nLung:0,128,0::\nHeart:128,128,0::\n", Text("again/labelmap.txt"), StringComparison.Ordinal);
        Assert.Equal(Indices("voc/SegmentationClass/9000001.png"), Indices("again/SegmentationClass/9000001.png"));
    }

    [Fact]
    public async Task Masks_in_colours_give_the_same_masks_again()
    {
        await Run("masks", "-d", Cli.Sample, "--style", "rgb", "--out", In("rgb"));
        Assert.Equal(0, (await Run("masks", "-d", In("rgb"), "--style", "rgb", "--out", In("again"))).ExitCode);
        File.Delete(In("rgb/covidxr.masks.json"));
        File.Delete(In("again/covidxr.masks.json"));
        AssertSameFiles("rgb", "again");
    }

    [Fact]
    public async Task A_style_that_is_none_is_a_usage_error() =>
        Assert.Equal(2, (await Run("export", "masks", "-d", Cli.Sample, "--style", "blue", "--out", In("masks"))).ExitCode);

    private static Task<Cli> Run(params string[] args) => Cli.RunAsync(args);


    private async Task AssertSameMasks(string format, string dataset)
    {
        Assert.Equal(0, (await Run("export", format, "-d", dataset, "--images", "none", "--name", "id", "--out", In("export"))).ExitCode);
        foreach (var (source, target) in ((string, string)[])[(In("export"), "again"), (dataset, "expected")])
        {
            var run = await Run("masks", "-d", source, "--out", In(target));
            Assert.True(run.ExitCode == 0, run.Err);
        }

        AssertSameFiles("expected", "again");
    }

    private void AssertSameFiles(string expected, string actual)
    {
        Assert.InRange(Names(expected).Length, 10, int.MaxValue);
        Assert.Equal(Names(expected), Names(actual));
        Assert.All(Names(expected), name => Assert.True(File.ReadAllBytes(In($"{expected}/{name}")).AsSpan().SequenceEqual(File.ReadAllBytes(In($"{actual}/{name}"))), name));
    }

    private byte[] Indices(string path) =>
        CovidXray.Masks.MaskPngDecoder.Decode(File.ReadAllBytes(In(path)), 100_000_000).ToBytes();

    private string In(string path) => Path.Combine([_folder, .. path.Split('/')]);

    private string[] Names(string path) => [.. Directory.EnumerateFiles(In(path)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private string Text(string path) => File.ReadAllText(In(path));

    private string[] Lines(string path) => Text(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
