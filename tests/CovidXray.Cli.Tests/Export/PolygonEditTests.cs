using System.Text.Json;

namespace CovidXray.Cli.Tests.Export;

/// <summary>--cut-ignore, --repair and --simplify through the front door.</summary>
public sealed class PolygonEditTests : IDisposable
{
    private const string BowTie = """[{"x":10,"y":10},{"x":30,"y":30},{"x":30,"y":10},{"x":10,"y":30}]""";
    private const string Square = """[{"x":40,"y":10},{"x":60,"y":10},{"x":60,"y":30},{"x":40,"y":30}]""";
    private const string Small = """[{"x":45,"y":15},{"x":50,"y":15},{"x":50,"y":20},{"x":45,"y":20}]""";

    private readonly string _folder = Directory.CreateTempSubdirectory("covidxr-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Areas_before_and_after_are_told_in_text_json_and_manifest()
    {
        Write(("Lung", Square), ("Ignore", Small));
        var text = await Export("--cut-ignore");
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("\ncut-ignore: Ignore: 0 of 1 polygon changed, 25 -> 25 px2, 4 -> 4 points\ncut-ignore: Lung: 1 of 1 polygon changed, 400 -> 375 px2, 4 -> 8 points\n", text.Out, StringComparison.Ordinal);
        foreach (var json in (string[])[(await Export("--cut-ignore", "--overwrite", "--json")).Out, File.ReadAllText(Path.Combine(_folder, "out", "covidxr.export.json"))])
        {
            using var document = JsonDocument.Parse(json);
            var lung = document.RootElement.GetProperty("polygon_edits").GetProperty("cut-ignore").GetProperty("Lung");
            Assert.Equal((400.0, 375.0, 1), (lung.GetProperty("area_before").GetDouble(), lung.GetProperty("area_after").GetDouble(), lung.GetProperty("changed").GetInt32()));
        }
    }

    [Fact]
    public async Task A_repaired_bow_tie_is_two_rings_of_one_annotation()
    {
        Write(("Lung", BowTie));
        var run = await Export("--repair");
        Assert.Contains("repair: Lung: 1 of 1 polygon changed, 200 -> 200 px2, 4 -> 6 points", run.Out, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "out", "annotations", "a.json")));
        var annotation = Assert.Single(document.RootElement.GetProperty("annotations").EnumerateArray());
        Assert.Equal(2, annotation.GetProperty("complex_polygon").GetProperty("path").GetArrayLength());
    }

    [Fact]
    public async Task What_is_left_out_or_left_alone_is_said()
    {
        Write(("Lung", Small), ("Ignore", Square), ("Lung", BowTie));
        var run = await Export("--cut-ignore", "--simplify", "1");
        Assert.Contains("note: --cut-ignore leaves nothing of 1 annotation which is left out: Lung of a lies under Ignore", run.Err, StringComparison.Ordinal);
        Assert.Contains("note: 1 polygon is not simplified, as rings cross or touch (--repair mends them first)", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Losses_are_those_of_what_is_written()
    {
        // A hole that the cut makes is a loss of COCO's polygons.
        Write(("Lung", Square), ("Ignore", Small));
        var run = await Cli.RunAsync("export", "coco", "-d", Path.Combine(_folder, "in"), "--out", Path.Combine(_folder, "coco"), "--cut-ignore", "--strict");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("points of shapes with holes", run.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("much")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    public async Task A_distance_that_is_none_is_a_usage_error(string distance)
    {
        Write(("Lung", Square));
        var run = await Export("--simplify=" + distance);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--simplify is {distance}; expected a number of pixels above 0", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_of_threads_changes_no_byte()
    {
        var manifests = new List<string>();
        foreach (var jobs in (string[])["1", "4"])
        {
            await Cli.RunAsync("export", "coco", "-d", Cli.Sample, "--out", Path.Combine(_folder, jobs), "--jobs", jobs, "--cut-ignore", "--repair", "--simplify", "0.7");
            manifests.Add(File.ReadAllText(Path.Combine(_folder, jobs, "covidxr.export.json")) + File.ReadAllText(Path.Combine(_folder, jobs, "annotations", "instances_default.json")));
        }

        Assert.Equal(manifests[0], manifests[1]);
    }

    private Task<Cli> Export(params string[] options) =>
        Cli.RunAsync(["export", "darwin", "-d", Path.Combine(_folder, "in"), "--out", Path.Combine(_folder, "out"), .. options]);

    private void Write(params (string Name, string Path)[] polygons)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "in"));
        var annotations = string.Join(',', polygons.Select(p => $$$"""{"name":"{{{p.Name}}}","polygon":{"path":{{{p.Path}}} } }"""));
        File.WriteAllText(Path.Combine(_folder, "in", "a.json"), $$"""{"image":{"width":100,"height":80,"filename":"a.png","original_filename":"a.png"},"annotations":[{{annotations}}]}""");
    }
}
