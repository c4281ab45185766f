using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>Every style, decoded by libvips, pixel by pixel against the labels.</summary>
public sealed class MaskStyleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Styles() => [.. MaskStyle.All.Select(s => s.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("semantic", 8, 0, "0,__background__;127,Ignore;255,Lung")]
    [InlineData("index", 8, 3, "0,__background__;1,Lung;2,Ignore")]
    [InlineData("binary", 1, 0, "0,__background__;255,Lung")]
    [InlineData("instance", 8, 0, "0,__background__;255,__instance__")]
    [InlineData("sides", 8, 3, "0,__background__;1,Right Lung;2,Left Lung;3,Ignore")]
    [InlineData("rgb", 8, 2, "0 0 0,__background__;50 255 50,Lung;255 50 50,Ignore")]
    public async Task The_file_is_of_the_promised_kind_and_the_table_names_its_values(string style, int bitDepth, int colorType, string mapping)
    {
        await MakeAsync(style);
        var files = Directory.GetFiles(_folder.Location, "*.png");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal((bitDepth, colorType), PngFile.Kind(file)));
        Assert.Equal("class_idx,class_name\n" + mapping.Replace(';', '\n') + "\n", await ReadTableAsync("class_mapping.csv"));
    }

    [Theory]
    [InlineData("semantic", "0 255 127")]
    [InlineData("index", "0,0,0 50,255,50 255,50,50")]
    [InlineData("binary", "0 255 0")]
    [InlineData("rgb", "0,0,0 50,255,50 255,50,50")]
    public async Task Libvips_reads_the_pixels_of_every_image(string style, string valuesOfLabels)
    {
        await MakeAsync(style);
        var values = valuesOfLabels.Split(' ').Select(v => v.Split(',').Select(byte.Parse).ToArray()).ToArray();
        AssertEveryImage(image => PolygonRasterizer.Rasterize(image), label => values[label]);
    }

    [Fact]
    public async Task Sides_are_the_lung_of_smaller_x_and_the_other()
    {
        await MakeAsync("sides");
        byte[][] colors = [[0, 0, 0], [50, 255, 50], [50, 153, 255], [255, 50, 50]];
        AssertEveryImage(Expected, label => colors[label]);

        static Mask Expected(AnnotatedImage image)
        {
            // Of the two lungs of a sample film, the one whose box is further left.
            var lungs = image.Annotations.Where(a => a.Name == "Lung").ToArray();
            var right = lungs.MinBy(l => Enumerable.Range(0, l.Polygon![0].Count).Min(i => l.Polygon[0].X(i)));
            var labels = image.Annotations.Select(a => (byte)(a.Name == "Ignore" ? 3 : a.Name != "Lung" ? 0 : a == right ? 1 : 2)).ToArray();
            return new PolygonRasterizer().Rasterize(image, labels, PaintOrder.IgnoreLast, MaskGeometry.Original(image.Width, image.Height));
        }
    }

    [Fact]
    public async Task Instances_are_one_file_an_annotation_and_a_table_with_class_area_and_box()
    {
        await MakeAsync("instance");
        var rows = (await ReadTableAsync("instances.csv")).TrimEnd().Split('\n');
        Assert.Equal("mask,image_id,annotation,class,area,x,y,width,height", rows[0]);
        var expected = new List<string>();
        foreach (var image in Images())
        {
            var number = 0;
            for (var i = 0; i < image.Annotations.Count; i++)
            {
                if (image.Annotations[i] is { Polygon: { } polygon, Name: var name })
                {
                    var mask = PolygonRasterizer.Rasterize(polygon, image.Width, image.Height);
                    var file = $"{image.Id}_{number++:D5}.png";
                    var box = mask.BoundingBox(1)!.Value;
                    expected.Add($"{file},{image.Id},{i},{name},{mask.Area(1)},{box.X},{box.Y},{box.Width},{box.Height}");
                    AssertPixels(file, mask, label => [(byte)(label * 255)]);
                }
            }
        }

        Assert.Equal(expected, rows[1..]);
        Assert.Equal(expected.Count, Directory.GetFiles(_folder.Location, "*.png").Length);
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task The_number_of_threads_changes_no_byte(string style)
    {
        var (one, many) = (Path.Combine(_folder.Location, "1"), Path.Combine(_folder.Location, "7"));
        var first = await Cli.RunAsync("masks", "-d", Cli.Sample, "--style", style, "--out", one, "--jobs", "1", "--json");
        var second = await Cli.RunAsync("masks", "-d", Cli.Sample, "--style", style, "--out", many, "--jobs", "7", "--json");
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Equal(first.Out.Replace(one, many, StringComparison.Ordinal), second.Out);
        var names = Directory.GetFiles(one).Select(Path.GetFileName).Order().ToArray();
        Assert.Equal(names, Directory.GetFiles(many).Select(Path.GetFileName).Order());
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(one, name!)), File.ReadAllBytes(Path.Combine(many, name!))));
    }

    private static IEnumerable<AnnotatedImage> Images()
    {
        using var dataset = AnnotationFormats.Open(Cli.Sample);
        foreach (var image in dataset.Read())
        {
            yield return image;
        }
    }

    private async Task MakeAsync(string style)
    {
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--style", style, "--out", _folder.Location);
        Assert.Equal(0, run.ExitCode);
    }

    private Task<string> ReadTableAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(_folder.Location, name), TestContext.Current.CancellationToken);

    private void AssertEveryImage(Func<AnnotatedImage, Mask> paint, Func<byte, byte[]> samples)
    {
        var images = 0;
        foreach (var image in Images())
        {
            AssertPixels(image.Id + ".png", paint(image), samples);
            images++;
        }

        Assert.Equal(12, images);
    }

    private void AssertPixels(string file, Mask mask, Func<byte, byte[]> samples)
    {
        var png = PngFile.Read(Path.Combine(_folder.Location, file));
        Assert.Equal((mask.Width, mask.Height, samples(0).Length), (png.Width, png.Height, png.Bands));
        var expected = mask.ToBytes().SelectMany(samples).ToArray();
        Assert.True(expected.AsSpan().SequenceEqual(png.Samples), $"{file} has other pixels");
    }
}
