using System.Globalization;
using CovidXray.Formats;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Tests.Export;

public sealed class WebDatasetExportTests : ExportTest
{
    /// <summary>Prints shard, key, and the sizes and kinds of a sample's files, as WebDataset groups them: by what stands before the first dot.</summary>
    private const string ListSamples = """
        import glob, json, sys, tarfile
        for path in sorted(glob.glob(sys.argv[1] + '/*.tar')):
            samples = {}
            for member in tarfile.open(path):
                assert member.isfile() and (member.mtime, member.uid, member.gid, member.uname, member.gname, oct(member.mode)) == (0, 0, 0, '', '', '0o644'), member
                key, extension = member.name.split('.', 1)
                data = tarfile.open(path).extractfile(member).read()
                kind = 'json' if extension == 'json' else {b'\xff\xd8\xff': 'jpg', b'\x89PN': 'png'}[data[:3]]
                assert extension.endswith(kind), member.name
                samples.setdefault(key, []).append(extension)
                if kind == 'json':
                    record = json.loads(data)
                    print(path[-16:], key, ' '.join(samples[key]), record['id'], record['lung_area'], record['age'])
            assert all(len(s) == 3 for s in samples.values())
        """;

    [Fact]
    public async Task Pythons_tarfile_reads_every_sample_whole_from_one_shard()
    {
        var run = await ExportAsync("webdataset", "out", "--name", "original", "--shard-size", "300KB");
        Assert.Equal(0, run.ExitCode);
        var lines = (await Python.RunAsync(ListSamples, PathOf("out"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(12, lines.Length);
        Assert.Equal("shard-000000.tar phantom-001-pa jpg mask.png json 9000001 288270 55.0", lines[0]);
        Assert.Contains(lines, l => l.Contains(" a_phantom-003-fig4a png mask.png json 9000003 ", StringComparison.Ordinal));
        using var dataset = AnnotationFormats.Open(Cli.Sample);
        Assert.Equal(
            dataset.Read().Select(i => $"{i.Id} {PolygonRasterizer.Rasterize(i, PaintOrder.IgnoreLast).Area(1)}"),
            lines.Select(l => string.Join(' ', l.Split(' ').TakeLast(3).Take(2))));
    }

    [Fact]
    public async Task A_shard_is_no_larger_than_asked_unless_one_sample_is()
    {
        const int Size = 300_000;
        await ExportAsync("webdataset", "small", "--shard-size", Size.ToString(CultureInfo.InvariantCulture));
        await ExportAsync("webdataset", "single", "--shard-size", "1B");
        await ExportAsync("webdataset", "all");
        var small = Directory.GetFiles(PathOf("small"), "*.tar");
        Assert.InRange(small.Length, 2, 11);
        Assert.All(small, f => Assert.InRange(new FileInfo(f).Length, 1, Size));
        Assert.Equal(12, Directory.GetFiles(PathOf("single"), "*.tar").Length);
        Assert.Single(Directory.GetFiles(PathOf("all"), "*.tar"));
    }

    [Fact]
    public async Task Names_that_differ_in_dots_alone_stay_two_samples()
    {
        var film = Path.Combine(Cli.Sample, "images", "phantom-006-tiny.jpg");
        Directory.CreateDirectory(PathOf("films"));
        foreach (var (id, name) in new[] { ("1", "a.b.jpg"), ("2", "a_b.jpg") })
        {
            File.Copy(film, PathOf("films", name));
            Write($"in/{id}.json", $$"""{"image": {"width": 157, "height": 156, "original_filename": "{{name}}"}, "annotations": []}""");
        }

        await Cli.RunAsync("export", "webdataset", "-d", PathOf("in"), "--out", PathOf("out"), "--images-from", PathOf("films"), "--name", "original");
        Assert.Equal(
            "shard-000000.tar a_b jpg mask.png json 1 0 None\nshard-000000.tar a_b_2 jpg mask.png json 2 0 None\n",
            await Python.RunAsync(ListSamples, PathOf("out")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("GB")]
    [InlineData("0.4B")]
    [InlineData("1GiB")]
    [InlineData("many")]
    public async Task A_size_that_is_none_is_a_usage_error(string size)
    {
        var run = await ExportAsync("webdataset", "out", "--shard-size", size);
        Assert.Equal((2, $"covidxr: --shard-size: '{size}' is no number of bytes; expected one such as 500k, 256MB or 1G"), (run.ExitCode, run.ErrorLines[0]));
    }
}
