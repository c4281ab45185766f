using CovidXray.Tests;
using NetVips;

namespace CovidXray.Browser.Tests.Page;

/// <summary>What fills annotations in the browser are the pixels of the masks that <c>covidxr masks</c> writes.</summary>
[Collection(SecondBrowserTests.Name)]
public sealed class FillTests(Chromium chromium) : PageTests(chromium)
{
    private static readonly Window Large = new(1640, 1180);

    /// <summary>The canvas row by row as grey and length: masks have 0 for none, 127 for Ignore, 255 for Lung; 1 stands for a colour that is none of these.</summary>
    private const string ReadBack =
        """
        new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
          const canvas = document.querySelector("#stage canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const greys = new Map([[0x00000000, 0], [0x0072B2FF, 255], [0xD55E00FF, 127]]);
          const runs = [];
          for (let at = 0, last = -1; at < data.length; at += 4) {
            const grey = greys.get(((data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3]) >>> 0) ?? 1;
            if (grey === last) {
              runs[runs.length - 1]++;
            } else {
              runs.push(grey, 1);
              last = grey;
            }
          }

          const [left, top, zoom] = document.querySelector("#stage img").style.transform.match(/-?[\d.]+/g).map(Number);
          done([canvas.width, canvas.height, left, top, zoom, ...runs]);
        })))
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task At_1_to_1_they_are_equal(double scale)
    {
        await AssertAllEqualAsync(Cli.Tests.Cli.Sample, Large with { Scale = scale });
    }

    [Fact]
    public async Task Overlaps_holes_and_images_without_lungs_are_equal()
    {
        await AssertAllEqualAsync(Difficult().Location, new Window());
    }

    [Fact]
    public async Task Zoomed_three_times_each_pixel_is_a_square_of_three()
    {
        var dataset = Difficult();
        var masks = await MasksAsync(dataset.Location);
        var page = await OpenAsync(await ServeAsync(dataset.Location), "opacity=100&image=a");
        await page.WaitForImageAsync("a");
        await page.PressAsync("1");
        await page.Browser.EvaluateExpressionAsync("document.querySelector('#stage').dispatchEvent(new WheelEvent('wheel', { deltaY: -500 * Math.log(3), clientX: 300, clientY: 300, cancelable: true }))");
        var (greys, width, left, top, zoom) = await ReadAsync(page);
        Assert.Equal(3, zoom, 1e-9);
        var mask = Pixels(masks["a"], out var maskWidth, out var maskHeight);
        for (var y = 0; y < maskHeight * 3; y++)
        {
            for (var x = 0; x < maskWidth * 3; x++)
            {
                Assert.True(mask[(y / 3 * maskWidth) + (x / 3)] == greys[((top + y) * width) + left + x], $"pixel {x / 3}, {y / 3}");
            }
        }

        Assert.Equal(mask.Count(g => g != 0) * 9, greys.Count(g => g != 0));
    }

    private async Task AssertAllEqualAsync(string location, Window window)
    {
        var masks = await MasksAsync(location);
        var served = await ServeAsync(location);
        var page = await OpenAsync(served, "opacity=100", window);
        var ids = await page.IdsAsync();
        await page.OpenImageAsync(ids[0]);
        foreach (var id in ids)
        {
            await page.WaitForImageAsync(id);
            await page.PressAsync("1");
            var (greys, width, left, top, _) = await ReadAsync(page);
            var mask = Pixels(masks[id], out var maskWidth, out var maskHeight);
            Assert.True(left >= 0 && top >= 0 && left + maskWidth <= width, $"{id}: {maskWidth} x {maskHeight} do not fit into the window");
            for (var y = 0; y < maskHeight; y++)
            {
                Assert.True(mask.AsSpan(y * maskWidth, maskWidth).SequenceEqual(greys.AsSpan(((top + y) * width) + left, maskWidth)), $"{id}: row {y} differs");
            }

            Assert.Equal(mask.Count(g => g != 0), greys.Count(g => g != 0));
            await page.PressAsync("ArrowRight");
        }
    }

    /// <summary>Lungs that overlap each other and Ignore, before and behind it; a hole with Ignore in it; outlines beyond the edge and of nearly no area; a lateral film without any.</summary>
    private DatasetFolder Difficult()
    {
        var dataset = Hold(new DatasetFolder());
        dataset.Add("a", 61, 47, annotations:
        [
            DatasetFolder.Box("Ignore", 5, 5, 30, 30), DatasetFolder.Box("Lung", 20, 10, 50, 40), DatasetFolder.Box("Lung", 45, 35, 60, 46), DatasetFolder.Box("Ignore", 48, 20, 55, 25),
            """{"name": "Lung", "polygon": {"path": [{"x": -5.5, "y": 3.2}, {"x": 12.7, "y": -4}, {"x": 8.25, "y": 20.5}, {"x": 70, "y": 44.1}]}}""",
        ]);
        dataset.Add("b", 300, 200, annotations:
        [
            """{"name": "Lung", "complex_polygon": {"path": [[{"x": 20, "y": 20}, {"x": 280, "y": 25}, {"x": 150, "y": 190}], [{"x": 100, "y": 50}, {"x": 180, "y": 50}, {"x": 150, "y": 120}]]}}""",
            DatasetFolder.Box("Ignore", 130, 60, 150, 80),
            """{"name": "Ignore", "polygon": {"path": [{"x": 1, "y": 1}, {"x": 299, "y": 1.4}, {"x": 299, "y": 1.6}]}}""",
        ]);
        dataset.Add("c", 200, 300, annotations: [DatasetFolder.Tag("View/Lateral")]);
        return dataset;
    }

    /// <summary>The masks' files, by id.</summary>
    private async Task<Dictionary<string, string>> MasksAsync(string location)
    {
        var folder = Hold(new TemporaryFolder());
        var run = await Cli.Tests.Cli.RunAsync("masks", "-d", location, "--all", "--out", folder.Location);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Err));
        return Directory.GetFiles(folder.Location, "*.png", SearchOption.AllDirectories).ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);
    }

    private static byte[] Pixels(string file, out int width, out int height)
    {
        using var mask = Image.NewFromFile(file);
        (width, height) = (mask.Width, mask.Height);
        return mask.WriteToMemory<byte>();
    }

    /// <summary>What the canvas shows, and where on it the image lies.</summary>
    private static async Task<(byte[] Greys, int Width, int Left, int Top, double Zoom)> ReadAsync(ShownPage page)
    {
        var read = await page.ReadAsync<double[]>(ReadBack);
        var greys = new byte[(int)read[0] * (int)read[1]];
        var at = 0;
        for (var i = 5; i < read.Length; i += 2)
        {
            greys.AsSpan(at, (int)read[i + 1]).Fill((byte)read[i]);
            at += (int)read[i + 1];
        }

        Assert.Equal(greys.Length, at);
        var scale = await page.ReadAsync<double>("devicePixelRatio");
        Assert.Equal(Math.Round(read[2] * scale), read[2] * scale, 1e-6);
        return (greys, (int)read[0], (int)Math.Round(read[2] * scale), (int)Math.Round(read[3] * scale), read[4]);
    }
}
