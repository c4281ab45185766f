using System.Text.Json;
using CovidXray.Browser.Films;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Browser.Tests.Contents;

/// <summary>What is painted on images has the pixels of their masks.</summary>
public sealed class PaintedTests
{
    [Fact]
    public async Task Annotations_laid_on_each_other_are_the_mask()
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        using var dataset = AnnotationFormats.Open(Cli.Tests.Cli.Sample);
        var number = 0;
        foreach (var image in dataset.Read())
        {
            var answer = await served.JsonAsync($"/images/{number++}");
            var annotations = answer.GetProperty("annotations");
            Assert.Equal(image.Annotations.Count(a => a.IsPainted), annotations.GetArrayLength());
            var pixels = new byte[image.Width * image.Height];
            foreach (var annotation in annotations.EnumerateArray())
            {
                var area = Fill(pixels, annotation.GetProperty("runs"), LabelMap.Default[annotation.GetProperty("name").GetString()!]);
                Assert.Equal(annotation.GetProperty("area").GetInt64(), area);
                Assert.Equal(annotation.GetProperty("name").GetString() == "Ignore" ? 1 : 0, annotation.GetProperty("class").GetInt32());
            }

            Assert.Equal(Pixels(PolygonRasterizer.Rasterize(image)), pixels);
        }
    }

    [Fact]
    public async Task Overlays_are_polygons_brought_to_the_size_of_thumbnails()
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        using var dataset = AnnotationFormats.Open(Cli.Tests.Cli.Sample);
        var overlays = (await served.JsonAsync("/overlays?images=3,0,5")).GetProperty("images");
        Assert.Equal([3, 0, 5], overlays.EnumerateArray().Select(o => o.GetProperty("image").GetInt32()));
        foreach (var overlay in overlays.EnumerateArray())
        {
            var image = dataset.Entries[overlay.GetProperty("image").GetInt32()].Read();
            var (width, height) = ThumbnailSize.Of(image.Width, image.Height);
            Assert.Equal((width, height), (overlay.GetProperty("width").GetInt32(), overlay.GetProperty("height").GetInt32()));
            var pixels = new byte[width * height];
            foreach (var annotation in overlay.GetProperty("annotations").EnumerateArray())
            {
                Fill(pixels, annotation.GetProperty("runs"), (byte)(annotation.GetProperty("class").GetInt32() + 1));
            }

            byte[] labels = [.. image.Annotations.Select(a => LabelMap.Default[a.Name])];
            Assert.Equal(Pixels(new PolygonRasterizer().Rasterize(image, labels, PaintOrder.IgnoreLast, MaskGeometry.Original(width, height))), pixels);
        }
    }

    [Fact]
    public async Task Rings_are_as_the_document_has_them()
    {
        using var folder = new DatasetFolder();
        folder.Add("1", annotations: ["""{"name": "Lung", "polygon": {"path": [{"x": 1.25, "y": 2}, {"x": -3, "y": 7.5}, {"x": 9, "y": 9}]}}"""]);
        await using var served = await Served.StartAsync(folder.Location);
        var annotation = (await served.JsonAsync("/images/0")).GetProperty("annotations")[0];
        Assert.Equal("[[1.25,2,-3,7.5,9,9]]", annotation.GetProperty("rings").GetRawText());
        Assert.Equal((3, "polygon"), (annotation.GetProperty("points").GetInt32(), annotation.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Runs_go_on_from_row_to_row()
    {
        using var folder = new DatasetFolder();
        folder.Add("1", 4, 3, annotations: [DatasetFolder.Box("Lung", 0, 0, 3, 1), DatasetFolder.Box("Other", 1, 1, 1, 1), DatasetFolder.Box("Ignore", 2, 0, 3, 2), DatasetFolder.Box("Lung", 0, 2, 0, 2)]);
        await using var served = await Served.StartAsync(folder.Location);
        var data = await served.JsonAsync("/data");
        Assert.Equal(["Lung", "Ignore", "Other"], data.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(["#0072B2", "#D55E00", "#009E73"], data.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("color").GetString()));
        var annotations = (await served.JsonAsync("/images/0")).GetProperty("annotations").EnumerateArray();
        Assert.Equal(["0 [0,8]", "2 [5,1]", "0 [8,1]", "1 [2,2,2,2,2,2]"], annotations.Select(a => $"{a.GetProperty("class").GetInt32()} {a.GetProperty("runs").GetRawText()}"));
    }

    [Fact]
    public async Task Areas_are_those_of_stats()
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        var fields = (await served.JsonAsync("/measures")).GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble()).ToArray(), StringComparer.Ordinal);
        using var dataset = AnnotationFormats.Open(Cli.Tests.Cli.Sample);
        var number = 0;
        foreach (var image in dataset.Read())
        {
            var mask = PolygonRasterizer.Rasterize(image);
            Assert.Equal((mask.Area(1), mask.Area(2)), (fields["lung_area"][number], fields["ignore_area"][number]));
            Assert.Equal((double)mask.Area(1) / (image.Width * image.Height), fields["lung_share"][number], 1e-6);
            number++;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?images=")]
    [InlineData("?images=12")]
    [InlineData("?images=-1")]
    [InlineData("?images=1,")]
    [InlineData("?images=x")]
    public async Task Other_than_numbers_of_images_are_refused(string query)
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        Assert.Equal(400, (await served.GetAsync("/overlays" + query)).Status);
    }

    [Fact]
    public async Task Two_hundred_images_are_as_many_as_there_may_be()
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        Assert.Equal(200, (await served.GetAsync("/overlays?images=" + string.Join(',', Enumerable.Repeat(5, 200)))).Status);
        Assert.Equal(400, (await served.GetAsync("/overlays?images=" + string.Join(',', Enumerable.Repeat(5, 201)))).Status);
    }

    [Fact]
    public async Task An_image_that_would_take_all_of_the_machine_is_an_error()
    {
        using var folder = new DatasetFolder();
        folder.Add("1", 30_000, 30_000, annotations: [DatasetFolder.Box("Lung", 0, 0, 9, 9)]);
        folder.Add("2", 16_000, 16_000, annotations: [.. Enumerable.Repeat(DatasetFolder.Box("Lung", 0, 0, 15_999, 15_999), 5000)]);
        await using var served = await Served.StartAsync(folder.Location);
        Assert.Contains("megapixels", (await served.JsonAsync("/images/0")).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("2.json", (await served.JsonAsync("/images/1")).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static long Fill(byte[] pixels, JsonElement runs, byte label)
    {
        var (at, area) = (0, 0L);
        var isPainted = false;
        foreach (var length in runs.EnumerateArray().Select(r => r.GetInt32()))
        {
            if (isPainted)
            {
                pixels.AsSpan(at, length).Fill(label);
                area += length;
            }

            at += length;
            isPainted = !isPainted;
        }

        return area;
    }

    private static byte[] Pixels(Mask mask)
    {
        var pixels = new byte[mask.Width * mask.Height];
        for (var y = 0; y < mask.Height; y++)
        {
            mask.CopyRowTo(y, pixels.AsSpan(y * mask.Width, mask.Width));
        }

        return pixels;
    }
}
