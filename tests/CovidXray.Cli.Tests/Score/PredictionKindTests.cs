using System.Globalization;
using System.Text;
using CovidXray.Masks;

namespace CovidXray.Cli.Tests.Score;

/// <summary>Whatever form predictions have, the same masks have the same figures.</summary>
public sealed class PredictionKindTests : IDisposable
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> Expected = new(async () =>
    {
        using var folder = new ScoreFolder();
        var (run, rows) = await folder.RowsAsync(folder.WriteAll("predictions"));
        Assert.Equal(0, run.ExitCode);
        return ScoreFolder.Texts(rows);
    });

    private readonly ScoreFolder _folder = new();

    public static TheoryData<string> Kinds =>
    [
        "0 and 1", "one bit", "palette", "white", "names of films", "suffix", "nested", "beside other files", "labels", "colours", "Lung and Ignore", "nnU-Net",
        "greys", "greys of 16 bits", "npy", "npy of probabilities", "npz files", "npz", "zip", "zip of a folder", "COCO runs", "COCO runs by number", "COCO results in a zip",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Masks_have_the_same_figures(string kind)
    {
        var (path, args) = Write(kind);
        var (run, rows) = await _folder.RowsAsync(path, args);
        Assert.True(run.ExitCode == 0, run.Err);
        Assert.Equal(await Expected.Value, ScoreFolder.Texts(rows));
    }

    [Fact]
    public async Task They_are_those_of_masks_four_pixels_off()
    {
        var (_, rows) = await _folder.RowsAsync(_folder.WriteAll("predictions"));
        var film = rows.Single(r => r["id"] == "9000006" && r["side"].Length == 0);
        Assert.Equal(("0.877", "4", "2"), (film["dice"][..5], film["hd95_pooled"], film["true_pieces"]));
        Assert.Equal(36, rows.Count);
        Assert.Equal(["", "right", "left"], rows.Take(3).Select(r => r["side"]));
    }

    [Theory]
    [InlineData("coco")]
    [InlineData("darwin")]
    [InlineData("voc")]
    [InlineData("yolo")]
    [InlineData("masks")]
    public async Task A_dataset_is_perfect_for_itself(string format)
    {
        var export = await Cli.RunAsync("export", format, "-d", Cli.Sample, "--out", _folder.PathOf("export"), "--images", "none");
        Assert.True(export.ExitCode == 0, export.Err);
        var (run, rows) = await _folder.RowsAsync(_folder.PathOf("export"));
        Assert.True(run.ExitCode == 0, run.Err);
        Assert.Equal(30, rows.Count(r => r["empty"] == "none"));
        Assert.All(rows.Where(r => r["empty"] == "none"), r => Assert.Equal(("1", "0", "1"), (r["dice"], r["hd"], r["boundary_iou"])));
    }

    private (string Path, string[] Args) Write(string kind)
    {
        var one = new RgbColor(9, 8, 7);
        switch (kind)
        {
            case "0 and 1": return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Grey8(1))), []);
            case "one bit": return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Bilevel(true))), []);
            case "palette": return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Palette8(default, one))), []);
            case "white": return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Rgb24(new RgbColor(255, 255, 255)))), []);
            case "names of films": return (_folder.WriteAll(kind, name: i => Path.ChangeExtension(i.OriginalFileName, ".png")!), []);
            case "suffix": return (_folder.WriteAll(kind, name: i => $"{i.Id}_pred.png"), []);
            case "nested": return (_folder.WriteAll(kind, name: i => $"{i.Id[^1]}/masks/{i.OriginalFileName}_mask.png"), []);
            case "beside other files":
                _folder.Write($"{kind}/settings.json", "{}"u8);
                _folder.Write($"{kind}/log.csv", "epoch,loss\n1,2\n"u8);
                return (_folder.WriteAll(kind), []);
            case "labels":
                _folder.Write($"{kind}/class_mapping.csv", "class_idx,class_name\n0,background\n7,Lung\n9,Heart\n"u8);
                return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Grey8(7))), []);
            case "colours":
                var table = _folder.Write("mapping.csv", "class_name,class_color\nbackground,0 0 0\nLung,9 8 7\n"u8);
                return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Rgb24(one))), ["--mapping", table]);
            case "Lung and Ignore":
                _folder.Write($"{kind}/class_mapping.csv", "class_idx,class_name\n0,background\n1,Lung\n2,Ignore\n"u8);
                return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Grey8(1))), []);
            case "nnU-Net":
                _folder.Write($"{kind}/dataset.json", """{"channel_names": {"0": "X-ray"}, "labels": {"background": 0, "Lung": 1, "ignore": 2}}"""u8);
                _folder.Write($"{kind}/plans.json", "{}"u8);
                return (_folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Grey8(1))), []);
            case "greys": return (_folder.WriteAll(kind, m => PlainFiles.Png(m, 8, (label, x, y) => (label * 128) + (((x * 7) + y) % 128))), ["--threshold", "0.5"]);
            case "greys of 16 bits": return (_folder.WriteAll(kind, m => PlainFiles.Png(m, 16, (label, x, y) => (label * 32768) + (((x * 977) + y) % 32768))), ["--threshold", "0.5"]);
            case "npy": return (_folder.WriteAll(kind, m => PlainFiles.Npy(m), i => $"{i.Id}.npy"), []);
            case "npy of probabilities": return (_folder.WriteAll(kind, m => PlainFiles.Npy(m, l => l == 1 ? 0.6 : 0.59), i => $"{i.Id}.npy"), ["--threshold", "0.6"]);
            case "npz files": return (_folder.WriteAll(kind, m => PlainFiles.Zip([("arr_0.npy", PlainFiles.Npy(m))]), i => $"{i.Id}.npz"), []);
            case "npz": return (_folder.Write("all.npz", PlainFiles.Zip(ScoreFolder.All.Select(p => ($"{p.Image.Id}.npy", PlainFiles.Npy(p.Mask))))), []);
            case "zip": return (_folder.Write("all.zip", PlainFiles.Zip(ScoreFolder.All.Select(p => ($"{p.Image.Id}.png", ScoreFolder.Grey(p.Mask))))), []);
            case "zip of a folder": return (_folder.Write("all.zip", PlainFiles.Zip(ScoreFolder.All.Select(p => ($"run/{p.Image.Id}_mask.png", ScoreFolder.Grey(p.Mask))))), []);
            case "COCO runs": return (_folder.Write("results.json", Results(byNumber: false)), []);
            case "COCO runs by number": return (_folder.Write("results.json", Results(byNumber: true)), []);
            case "COCO results in a zip": return (_folder.Write("all.zip", PlainFiles.Zip([("results.json", Results(byNumber: false))])), []);
            default: throw new InvalidOperationException(kind);
        }
    }

    /// <summary>Two instances an image that make up its lungs, and one of a score below the threshold; runs as numbers and as text.</summary>
    private static byte[] Results(bool byNumber)
    {
        var items = ScoreFolder.All.SelectMany(p =>
        {
            var half = p.Mask.Width / 2;
            var (left, right) = (p.Mask.Window(0, 0, half, p.Mask.Height).Window(0, 0, p.Mask.Width, p.Mask.Height), p.Mask.Window(half, 0, half, p.Mask.Height).Window(-half, 0, p.Mask.Width, p.Mask.Height));
            var all = new MaskBuilder(p.Mask.Width, p.Mask.Height);
            all.Add(0, p.Mask.Width, 1);
            return new[] { Item(left, 0.9, isText: true), Item(right, 0.5, isText: false), Item(all.ToMask(), 0.49, isText: true) };

            string Item(Mask mask, double score, bool isText)
            {
                var runs = mask.ToRle(1);
                var counts = isText ? System.Text.Json.JsonSerializer.Serialize(runs.ToCompressedString()) : $"[{string.Join(',', runs.Counts.ToArray())}]";
                var shape = $"{{\"size\": [{mask.Height}, {mask.Width}], \"counts\": {counts}}}";
                return string.Create(CultureInfo.InvariantCulture, $"{{\"image_id\": {(byNumber ? p.Image.Seq : p.Image.Id)}, \"category_id\": 1, \"score\": {score}, \"segmentation\": {shape}}}");
            }
        });
        return Encoding.UTF8.GetBytes($"[{string.Join(",\n", items)}]");
    }
}
