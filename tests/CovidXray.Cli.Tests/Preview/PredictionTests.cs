using System.Text.Json;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Tests;
using NetVips;

namespace CovidXray.Cli.Tests.Preview;

/// <summary>Masks beside what a network predicts.</summary>
public sealed class PredictionTests : IDisposable
{
    private const int Width = 60;
    private const int Height = 40;

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _predictions = new();
    private readonly TemporaryFolder _pictures = new();

    public void Dispose()
    {
        _data.Dispose();
        _predictions.Dispose();
        _pictures.Dispose();
    }

    [Fact]
    public async Task Right_missed_and_wrongly_predicted_pixels_have_three_colours_and_ignore_its_own()
    {
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19), Documents.Box("Ignore", 50, 0, 59, 3)));
        Predict("a.png", Width, Height, (20, 10, 39, 19), (50, 0, 59, 3));
        var counts = await CompareAsync("--style", "mask-only");
        Assert.Equal((100, 100, 100, 40), (Of(counts, "true"), Of(counts, "missed"), Of(counts, "false"), Of(counts, "ignored")));
        var picture = PngFile.Read(Path.Combine(_pictures.Location, "a.png"));
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var expected = y is >= 10 and <= 19 && x is >= 10 and <= 19 ? (0xE6, 0x9F, 0x00)
                    : y is >= 10 and <= 19 && x is >= 20 and <= 29 ? (0x00, 0x9E, 0x73)
                    : y is >= 10 and <= 19 && x is >= 30 and <= 39 ? (0xCC, 0x79, 0xA7)
                    : y <= 3 && x >= 50 ? (0xD5, 0x5E, 0x00)
                    : (0, 0, 0);
                var i = 3 * ((y * Width) + x);
                Assert.Equal(expected, (picture.Samples[i], picture.Samples[i + 1], picture.Samples[i + 2]));
            }
        }
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a_mask.png")]
    [InlineData("film 60.png")]
    [InlineData("FILM 60_mask.png")]
    [InlineData("film 60.jpg.png")]
    public async Task A_prediction_is_found_by_id_then_by_file_name_with_or_without_a_suffix(string name)
    {
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        Predict(name, Width, Height, (10, 10, 29, 19));
        var counts = await CompareAsync();
        Assert.Equal((1, 200, 0, 0), (Of(counts, "images"), Of(counts, "true"), Of(counts, "missed"), Of(counts, "false")));
    }

    [Fact]
    public async Task A_mask_against_itself_is_right_in_every_format_and_at_every_size()
    {
        foreach (var format in new[] { "coco", "darwin", "masks", "voc" })
        {
            var export = Path.Combine(_predictions.Location, format);
            Assert.Equal(0, (await Cli.RunAsync("export", format, "-d", Cli.Sample, "--images", "none", "--out", export)).ExitCode);
            var run = await Cli.RunAsync("preview", "-d", Cli.Sample, "--with", export, "--style", "mask-only", "--size", "100", "--out", _pictures.Location, "--overwrite");
            Assert.Equal((0, "note: 2 images have nothing to paint, as lateral films and CT\n"), (run.ExitCode, run.Err));
            Assert.Contains(" 1,588,919 pixels right, 0 missed, 0 predicted wrongly; 22,278 of Ignore left out\n", run.Out, StringComparison.Ordinal);
            foreach (var picture in Directory.GetFiles(_pictures.Location))
            {
                var samples = PngFile.Read(picture).Samples;
                for (var i = 0; i < samples.Length; i += 3)
                {
                    Assert.True(samples[i] is 0 or 0xD5, picture);
                }
            }
        }
    }

    [Fact]
    public async Task A_prediction_of_another_size_is_scaled_and_told()
    {
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        Predict("a.png", Width / 2, Height / 2, (5, 5, 14, 9));
        var run = await RunAsync("--out", Path.Combine(_pictures.Location, "a.png"), "--style", "mask-only");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 prediction: 200 pixels right, 0 missed, 0 predicted wrongly; 0 of Ignore left out", run.Out, StringComparison.Ordinal);
        Assert.Equal(["note: 1 prediction was of another size than the image, and scaled to it by nearest pixel: a"], run.ErrorLines);
        Assert.Equal((Width, Height), PngFile.Read(Path.Combine(_pictures.Location, "a.png")) is var png ? (png.Width, png.Height) : default);
    }

    [Fact]
    public async Task A_missing_prediction_is_told_and_the_mask_is_shown_alone_and_who_has_no_mask_needs_none()
    {
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        _data.Write("b", Documents.Image(Width, Height));
        Predict("other.png", Width, Height);
        var run = await RunAsync("--out", _pictures.Location, "--style", "mask-only");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["note: 1 image has nothing to paint, as lateral films and CT", $"note: 1 image has no prediction in {_predictions.Location}, shown with the mask alone: a (found by id, then by file name)"],
            run.ErrorLines);
        var samples = PngFile.Read(Path.Combine(_pictures.Location, "a.png")).Samples;
        Assert.Equal([0x00, 0x72, 0xB2], samples[(3 * ((15 * Width) + 15))..][..3]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(2, false)]
    [InlineData(254, false)]
    public async Task Values_that_no_table_explains_are_0_and_1_or_255(byte value, bool isMask)
    {
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        WriteGrey("a.png", Width, Height, i => i == 70 ? value : (byte)0);
        var run = await RunAsync("--out", _pictures.Location, "--style", "mask-only");
        Assert.Equal(isMask ? 0 : 1, run.ExitCode);
        if (!isMask)
        {
            Assert.Equal($"covidxr: {Path.Combine(_predictions.Location, "a.png")}: pixel (10, 1) is neither 0 nor what the lungs are; expected 0 and 1, or 0 and 255 (class_mapping.csv beside the masks says what other values mean)", run.ErrorLines[0]);
            Assert.Empty(Directory.GetFiles(_pictures.Location));
        }
    }

    [Fact]
    public async Task A_damaged_prediction_is_an_error_and_the_rest_is_shown()
    {
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        _data.Write("b", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        Predict("a.png", Width, Height, (10, 10, 29, 19));
        Predict("b.png", Width, Height, (10, 10, 29, 19));
        var cut = Path.Combine(_predictions.Location, "a.png");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..60]);
        var run = await RunAsync("--out", _pictures.Location, "--style", "mask-only");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"covidxr: {cut}: the file is cut off, or damaged", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(["b.png"], Directory.GetFiles(_pictures.Location).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Categories_that_are_not_compared_are_told()
    {
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        _predictions.Write("a", Documents.Image(Width, Height, Documents.Box("lung", 10, 10, 29, 19), Documents.Box("Lung", 10, 10, 19, 19)));
        var run = await RunAsync("--out", _pictures.Location, "--style", "mask-only");
        Assert.Equal((0, "note: predicted categories not compared: 1 lung (--classes names what is compared; letter case counts)\n"), (run.ExitCode, run.Err));
        Assert.Contains("100 pixels right, 100 missed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_device_and_a_picture_that_unpacks_to_more_are_errors()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links and devices are those of Unix");
        _data.Write("a", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        _data.Write("b", Documents.Image(Width, Height, Documents.Box("Lung", 10, 10, 29, 19)));
        File.CreateSymbolicLink(Path.Combine(_predictions.Location, "a.png"), "/dev/zero");
        Predict("b.png", Width, Height);
        var bomb = File.ReadAllBytes(Path.Combine(_predictions.Location, "b.png"));
        (bomb[18], bomb[22]) = (0x9C, 0x9C);
        File.WriteAllBytes(Path.Combine(_predictions.Location, "b.png"), bomb);
        var run = await RunAsync("--out", _pictures.Location, "--style", "mask-only");
        Assert.Equal((1, 2, ""), (run.ExitCode, run.ErrorLines.Count, run.Out));
        Assert.EndsWith("a.png: is a device, not a file", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_pictures.Location));
    }

    [Fact]
    public async Task A_folder_without_predictions_is_an_error_before_anything_is_written()
    {
        _data.Write("a", Documents.Image(Width, Height));
        var run = await RunAsync("--out", Path.Combine(_pictures.Location, "d"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"covidxr: {_predictions.Location}: no annotations found", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_pictures.Location));
    }

    [Fact]
    public async Task Of_a_networks_predictions_precision_and_recall_are_those_that_a_reference_gives()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("score", "golden.json")));
        Assert.Equal(12, golden.RootElement.GetArrayLength());
        foreach (var film in golden.RootElement.EnumerateArray())
        {
            var run = await Cli.RunAsync(
                "preview", film.GetProperty("id").GetString()!, "-d", SharedData.Path("score", "annotations"), "--with", SharedData.Path("score", "predictions"),
                "--order", "v7", "--style", "mask-only", "--out", Path.Combine(_pictures.Location, "x.png"), "--overwrite", "--json");
            Assert.Equal((0, ""), (run.ExitCode, run.Err));
            using var answer = JsonDocument.Parse(run.Out);
            var counts = answer.RootElement.GetProperty("predictions");
            var figures = film.TryGetProperty("ignored", out var ignored) ? ignored : film.GetProperty("all");
            var right = (double)Of(counts, "true");
            Assert.Equal(figures.GetProperty("precision").GetDouble(), right / (right + Of(counts, "false")), 12);
            Assert.Equal(figures.GetProperty("recall").GetDouble(), right / (right + Of(counts, "missed")), 12);
            Assert.Equal(film.GetProperty("ignore").GetInt64(), Of(counts, "ignored"));
        }
    }

    private static long Of(JsonElement counts, string key) => counts.GetProperty(key).GetInt64();

    private async Task<JsonElement> CompareAsync(params IReadOnlyList<string> more)
    {
        var run = await RunAsync(["--out", _pictures.Location, "--json", .. more]);
        Assert.Equal(0, run.ExitCode);
        using var answer = JsonDocument.Parse(run.Out);
        return answer.RootElement.GetProperty("predictions").Clone();
    }

    private Task<Cli> RunAsync(params IReadOnlyList<string> args) => Cli.RunAsync(["preview", "-d", _data.Location, "--with", _predictions.Location, .. args]);

    /// <summary>A mask of 0 and 255 with boxes, both corners included.</summary>
    private void Predict(string name, int width, int height, params (int Left, int Top, int Right, int Bottom)[] boxes) =>
        WriteGrey(name, width, height, i => boxes.Any(b => i % width >= b.Left && i % width <= b.Right && i / width >= b.Top && i / width <= b.Bottom) ? (byte)255 : (byte)0);

    private void WriteGrey(string name, int width, int height, Func<int, byte> grey)
    {
        using var image = Image.NewFromMemory(Enumerable.Range(0, width * height).Select(grey).ToArray(), width, height, 1, Enums.BandFormat.Uchar);
        image.Pngsave(Path.Combine(_predictions.Location, name));
    }
}
