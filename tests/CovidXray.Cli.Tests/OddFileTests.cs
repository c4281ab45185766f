using System.Diagnostics;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Something else lies where a file should be: a pipe at whose other end is nobody, a device that never ends, a folder.</summary>
public sealed class OddFileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What is read by a name, and a command that reads it; the dataset is a copy of the sample in DIR, beside its exports.</summary>
    private static readonly (string Path, string Command)[] Reading =
    [
        ("sample/annotations/9000001.json", "stats -d DIR/sample"),
        ("sample/annotations/9000001.json", "masks -d DIR/sample --out DIR/masks"),
        ("sample/annotations/9000001.json", "export coco -d DIR/sample --images none --out DIR/out"),
        ("sample/selection.json", "stats -d DIR/sample"),
        ("sample/metadata.csv", "stats -d DIR/sample"),
        ("sample/images/phantom-001-pa.jpg", "export darwin -d DIR/sample --images copy --out DIR/out"),
        ("sample/images/phantom-001-pa.jpg", "export darwin -d DIR/sample --images hardlink --out DIR/out"),
        ("sample/images/phantom-001-pa.jpg", "export hf -d DIR/sample --out DIR/out"),
        ("sample/images/phantom-001-pa.jpg", "export hf -d DIR/sample --size 64 --out DIR/out"),
        ("selection.json", "masks -d DIR/sample --selection DIR/selection.json --out DIR/masks"),
        ("metadata.csv", "filter -d DIR/sample --metadata DIR/metadata.csv --dry-run"),
        ("release.json", "stats -d DIR/release.json"),
        ("release.zip", "stats -d DIR/release.zip"),
        ("release.xml", "stats -d DIR/release.xml"),
        ("release.yaml", "stats -d DIR/release.yaml"),
        ("release", "stats --from darwin -d DIR/release"),
        ("release.json", "stats --from coco -d DIR/release.json"),
        ("coco/annotations/instances_default.json", "stats --from coco -d DIR/coco/annotations/instances_default.json"),
        ("voc/Annotations/phantom-001-pa.xml", "stats -d DIR/voc"),
        ("voc/SegmentationObject/phantom-001-pa.png", "stats -d DIR/voc"),
        ("voc/labelmap.txt", "stats -d DIR/voc"),
        ("yolo/data.yaml", "stats -d DIR/yolo"),
        ("yolo/labels/9000001.txt", "stats -d DIR/yolo"),
        ("yolo/images/phantom-001-pa.jpg", "stats -d DIR/yolo"),
        ("mask/class_mapping.csv", "stats -d DIR/mask"),
        ("mask/masks/9000001.png", "stats -d DIR/mask"),
        ("release.zip", "pull --source DIR/release.zip --offline --out DIR/pulled"),
        ("films.zip", "pull --source DIR/sample --images-from DIR/films.zip --offline --out DIR/pulled"),
        ("sample/images/phantom-001-pa.jpg", "pull --source DIR/sample --offline --out DIR/pulled"),
        ("pulled/covidxr.lock.json", "pull --source DIR/sample --offline --out DIR/pulled"),
        ("pulled/covidxr.lock.json", "pull --verify --out DIR/pulled"),
        ("pulled/images/phantom-001-pa.jpg", "pull --verify --out DIR/pulled"),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Reading.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_pipe_is_named_at_once(int place) => await IsNamed(place, "is a pipe, not a file; save what it gives to a file", Pipe);

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_device_is_named(int place) => await IsNamed(place, "is a device, not a file", path => File.CreateSymbolicLink(path, "/dev/zero"));

    [Fact]
    public async Task One_that_lies_among_the_annotations_does_not_cost_the_others()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "they are Unix's");
        await PrepareAsync("sample");
        Pipe(Path.Combine(_folder.Location, "sample", "annotations", "9999999.json"));
        var run = await Cli.RunAsync(Arguments("masks -d DIR/sample --out DIR/masks")).WaitAsync(Patience, CancellationToken.None);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("12 masks in ", run.Out, StringComparison.Ordinal);
        Assert.Equal("covidxr: annotations/9999999.json: is a pipe, not a file; save what it gives to a file", run.ErrorLines[0]);
    }

    [Fact]
    public async Task In_the_place_of_a_pulls_journal_it_is_named_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "they are Unix's");
        await PrepareAsync("pulled");
        Pipe(Path.Combine(_folder.Location, "pulled", ".covidxr.lock.journal"));
        var run = await Task.Run(() => Cli.RunAsync(Arguments("pull --verify --out DIR/pulled"))).WaitAsync(Patience, CancellationToken.None);
        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(".covidxr.lock.journal: is a pipe, not a file; save what it gives to a file\n", run.Err, StringComparison.Ordinal);
    }

    private async Task IsNamed(int place, string problem, Action<string> make)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "they are Unix's");
        var (name, command) = Reading[place];
        await PrepareAsync(name);
        var path = Path.Combine(_folder.Location, name);
        File.Delete(path);
        make(path);
        var run = await Task.Run(() => Cli.RunAsync(Arguments(command))).WaitAsync(Patience, CancellationToken.None);
        Assert.Equal(1, run.ExitCode);
        var list = Path.Combine(_folder.Location, "pulled", "missing.csv");
        var said = run.Out + run.Err + (File.Exists(list) ? File.ReadAllText(list) : "");
        Assert.Contains(said.Split('\n'), line => line.Contains(Path.GetFileName(name), StringComparison.Ordinal) && line.Contains(problem, StringComparison.Ordinal));
    }

    /// <summary>Makes what the command works on.</summary>
    private async Task PrepareAsync(string name)
    {
        foreach (var folder in (string[])["annotations", "images"])
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Cli.Sample, folder)))
            {
                _folder.Write($"sample/{folder}/{Path.GetFileName(file)}", File.ReadAllBytes(file));
            }
        }

        var made = name.Split('/')[0] switch
        {
            "coco" => "export coco -d DIR/sample --images none --out DIR/coco",
            "voc" => "export voc -d DIR/sample --images none --out DIR/voc",
            "yolo" => "export yolo -d DIR/sample --out DIR/yolo",
            "mask" => "export masks -d DIR/sample --images none --out DIR/mask",
            "pulled" => "pull --source DIR/sample --offline --out DIR/pulled",
            _ => null,
        };
        if (made is not null)
        {
            var run = await Cli.RunAsync(Arguments(made));
            Assert.True(run.ExitCode == 0, run.Err);
        }
    }

    private string[] Arguments(string command) => [.. command.Split(' ').Select(a => a.Replace("DIR", _folder.Location, StringComparison.Ordinal))];

    private static void Pipe(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
