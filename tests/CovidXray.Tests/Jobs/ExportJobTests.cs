using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Coco;
using CovidXray.Formats.Trainers;
using CovidXray.Formats.Yolo;
using CovidXray.Geometry;
using CovidXray.Images;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Jobs;

/// <summary>The export as a program calls it, without a command line.</summary>
public sealed class ExportJobTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "phantom-dataset");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Formats => [.. AnnotationFormats.All.Select(f => f.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sample_becomes_COCO()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var options = new ExportOptions { Format = new CocoFormat(), FormatOptions = FormatOptions.None.With(CocoFormat.Rle, RleForm.Plain) };
        var result = ExportJob.Run(dataset, Out("coco"), options, cancellation: TestContext.Current.CancellationToken);
        Assert.True(result.IsComplete);
        Assert.Equal((12, 29L, 12), (result.Images, result.Annotations, result.Films));
        using var back = AnnotationFormats.Open(result.Folder);
        Assert.Equal(("coco", 12), (back.Format, back.Entries.Count));
        Assert.Contains("\"counts\":[", File.ReadAllText(Path.Combine(result.Folder, "annotations", "instances_default.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Films_become_small_lungs_without_the_rest()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var films = new ConversionOptions { Size = (64, 48), Fit = Fit.Pad, Pixels = PixelControls.LungsOnly | PixelControls.Crop };
        var result = Export(dataset, Out("hf"), new ExportOptions { Format = new HuggingFaceFormat(), Conversion = films });
        Assert.Equal((10, 10, 2), (result.Images, result.Films, result.WithoutLungs.Count));
        var made = Directory.GetFiles(Path.Combine(result.Folder, "images"));
        Assert.Equal(10, made.Length);
        Assert.All(made.Select(FilmHeader.Read), header => Assert.Equal((64, 48, FilmFormat.Png), (header.Width, header.Height, header.Format)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Shards_and_their_join_are_one_run(string name)
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var options = new ExportOptions { Format = AnnotationFormats.All.Single(f => f.Name == name), Conversion = new ConversionOptions { Size = (64, 64) } };
        var whole = Export(dataset, Out("whole"), options);
        var shards = Enumerable.Range(1, 3).Select(n => Export(dataset, Out("joined"), options with { Shard = new Shard(n, 3) })).ToList();
        Assert.Equal(12, shards.Sum(s => s.Films));
        Assert.All(shards, s => Assert.InRange(s.Films, 1, 11));
        var joined = Export(dataset, Out("joined"), options with { JoinCount = 3 });
        Assert.Equal(Files(whole.Folder), Files(joined.Folder));
        Assert.InRange(Files(whole.Folder).Count, 5, 100);
    }

    [Fact]
    public void Shards_that_were_made_otherwise_are_not_joined()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var options = new ExportOptions { Format = new YoloFormat(), Conversion = new ConversionOptions { Size = (64, 64) } };
        Export(dataset, Out("yolo"), options with { Shard = new Shard(1, 1) });
        var other = options with { Conversion = new ConversionOptions { Size = (64, 32) }, JoinCount = 1 };
        Assert.Contains("with --size 64x64 --images convert rather than --size 64x32", Assert.Throws<JobException>(() => Export(dataset, Out("yolo"), other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_says_options_as_the_command_line_spells_them()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var result = Export(dataset, Out("yolo"), new ExportOptions
        {
            Format = new YoloFormat(),
            FormatOptions = FormatOptions.None.With(YoloFormat.Task, YoloTask.Detect).With(YoloFormat.RefusesHoles, true),
            UsesOriginalNames = false,
            Edits = new PolygonEdits { Repairs = true, CutsIgnore = true, SimplifyPixels = 0.5 },
            Conversion = new ConversionOptions
            {
                Size = (64, 32),
                Fit = Fit.Crop,
                Pixels = PixelControls.Crop | PixelControls.IgnoreRemoved,
                Margin = new CropMargin(10, IsPercent: true),
                Fill = null,
                Levels = FilmLevels.MinMax,
            },
            AcceptsResized = true,
        });
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(result.Folder, "covidxr.export.json")));
        var options = manifest.RootElement.GetProperty("options").EnumerateObject().Select(o => string.Join(' ', [o.Name, .. o.Value.EnumerateArray().Select(v => v.GetString())])).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["--accept-resized", "--cut-ignore", "--fill mean", "--fit crop", "--holes refuse", "--levels minmax", "--margin 10%", "--name id", "--pixels ignore-removed,crop", "--repair", "--simplify 0.5", "--size 64x32", "--task detect"],
            options);
    }

    [Fact]
    public void A_number_gives_nnUNet_its_own_folder()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var options = new ExportOptions { Format = new NnUnetFormat(), FormatOptions = FormatOptions.None.With(NnUnetFormat.DatasetId, 7).With(NnUnetFormat.DatasetName, "Phantom") };
        Assert.Equal(Path.Combine(Out("raw"), "Dataset007_Phantom"), Export(dataset, Out("raw"), options).Folder);
        var wrong = options with { FormatOptions = options.FormatOptions.With(NnUnetFormat.DatasetId, 1000) };
        Assert.Equal("--dataset-id is 1000; nnU-Net numbers its datasets from 1 to 999", Assert.Throws<JobException>(() => Export(dataset, Out("raw"), wrong)).Message);
    }

    [Fact]
    public void What_a_format_cannot_hold_is_known_before_anything_is_written()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var steps = new Listener<ExportStage>();
        var options = new ExportOptions { Format = new YoloFormat(), IsStrict = true };
        Assert.Throws<JobException>(() => ExportJob.Run(dataset, Out("yolo"), options, progress: null, steps, TestContext.Current.CancellationToken));
        Assert.Equal([ExportStep.Started, ExportStep.Surveyed], steps.Reports.Select(s => s.Step));
        Assert.Contains(steps.Reports[^1].Result.Losses.Losses, l => l.What == "tags");
        Assert.False(Directory.Exists(Out("yolo")));
    }

    [Fact]
    public void Progress_counts_every_image_once()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var progress = new Listener<JobProgress>();
        ExportJob.Run(dataset, Out("coco"), new ExportOptions { Format = new CocoFormat(), Jobs = 4 }, progress, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 12).Select(n => new JobProgress(n, 12)), progress.Reports);
    }

    [Fact]
    public void The_manifest_tells_a_selection_from_its_dataset()
    {
        using var all = AnnotationFormats.Open(Sample);
        using var few = all.With([.. all.Entries.Take(5)]);
        var result = Export(few, Out("coco"), new ExportOptions { Format = new CocoFormat(), Placement = FilmPlacement.None });
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(result.Folder, "covidxr.export.json")));
        Assert.Equal((12, 5), (manifest.RootElement.GetProperty("dataset").GetProperty("images").GetInt32(), manifest.RootElement.GetProperty("selection").GetProperty("images").GetInt32()));
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var coco = new ExportOptions { Format = new CocoFormat() };
        Refuse(coco with { FormatOptions = FormatOptions.None.With(YoloFormat.Task, YoloTask.Detect) });
        Refuse(coco with { Shard = new Shard(1, 2), JoinCount = 2 });
        Refuse(coco with { Conversion = new ConversionOptions { Quality = 0 } });
        Refuse(coco with { Conversion = new ConversionOptions { Quality = 90, Pixels = PixelControls.LungsOnly } });
        Refuse(coco with { Conversion = new ConversionOptions { Size = (0, 64) } });
        Refuse(coco with { Conversion = new ConversionOptions { Pixels = PixelControls.LungsOnly | PixelControls.LungsRemoved } });

        void Refuse(ExportOptions options) => Assert.Throws<ArgumentException>(() => Export(dataset, Out("refused"), options));
    }

    private static ExportResult Export(Dataset dataset, string folder, ExportOptions options) =>
        ExportJob.Run(dataset, folder, options, cancellation: TestContext.Current.CancellationToken);

    private string Out(string name) => Path.Combine(_folder.Location, name);

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(File.ReadAllBytes(f))),
        StringComparer.Ordinal);

    private sealed class Listener<T> : IProgress<T>
    {
        public List<T> Reports { get; } = [];

        public void Report(T value) => Reports.Add(value);
    }
}
