using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Tests.Export;

public sealed class YoloExportTests : ExportTest
{
    private const string Square = """{"name": "Lung", "polygon": {"path": [{"x": 1, "y": 1}, {"x": 6, "y": 1}, {"x": 6, "y": 4}]}}""";

    private const string Ring = """{"name": "Lung", "complex_polygon": {"path": [[{"x": 0, "y": 0}, {"x": 7, "y": 0}, {"x": 7, "y": 5}, {"x": 0, "y": 5}], [{"x": 2, "y": 2}, {"x": 5, "y": 2}, {"x": 5, "y": 3}]]}}""";

    private const string Box = """{"name": "Ignore", "bounding_box": {"x": 2, "y": 3, "w": 4, "h": 1.5}}""";

    [Fact]
    public async Task Every_film_has_a_label_file_and_the_description_names_the_classes_with_ignore_last()
    {
        var run = await ExportAsync("yolo", "out");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("yolo leaves out, as always: holes as such (a bridge leads to them), keys of images, points outside the image (they move to its edge), tags (-v counts them)", run.ErrorLines);
        Assert.Equal(Stems("images"), Stems("labels"));
        Assert.Equal(12, Stems("labels").Length);
        var description = await File.ReadAllTextAsync(PathOf("out", "data.yaml"), TestContext.Current.CancellationToken);
        Assert.EndsWith("train: images\nval: images # the same: this export is not split\nnc: 2\nnames:\n  0: \"Lung\"\n  1: \"Ignore\"\n", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_exported_is_read_back_as_it_was()
    {
        await ExportAsync("yolo", "out", "--images", "link");
        using var before = AnnotationFormats.Open(Cli.Sample);
        using var after = AnnotationFormats.Open(PathOf("out"));
        Assert.Equal("yolo", after.Format);
        Assert.Equal(before.Entries.Select(e => e.Id), after.Entries.Select(e => e.Id));
        foreach (var (one, other) in before.Read().Zip(after.Read()))
        {
            Assert.Equal((one.Width, one.Height), (other.Width, other.Height));
            Assert.All(other.Annotations, a => Assert.Equal(AnnotationKind.Polygon, a.Kind));

            // A bridge ends on an edge, which it may bend by a pixel.
            var bridges = one.Annotations.Sum(a => Math.Max(0, (a.Polygon?.RingCount ?? 0) - 1));
            var differences = PolygonRasterizer.Rasterize(one, PaintOrder.IgnoreLast).CountDifferences(PolygonRasterizer.Rasterize(other, PaintOrder.IgnoreLast));
            Assert.InRange(differences, 0, 4 * bridges);
        }
    }

    [Fact]
    public async Task A_box_among_outlines_has_four_corners_and_among_boxes_a_centre()
    {
        Write("in/7.json", Document(Square, Box));
        await RunAsync("segment");
        Assert.Equal("0 0.125 0.166666667 0.75 0.166666667 0.75 0.666666667\n1 0.25 0.5 0.75 0.5 0.75 0.75 0.25 0.75\n", await LabelsAsync("segment"));
        var run = await RunAsync("detect", "--task", "detect");
        Assert.Equal("0 0.4375 0.416666667 0.625 0.5\n1 0.5 0.625 0.5 0.25\n", await LabelsAsync("detect"));
        Assert.Equal(["note: yolo cannot hold outlines (--task segment holds them): 1 in 1 image", "classes: Lung 0, Ignore 1"], WithoutFilmNotes(run));
    }

    [Theory]
    [InlineData(-2, -3, 4, 3, "0.25 0.25 0.5 0.5")]
    [InlineData(4, 3, 12, 30, "0.75 0.75 0.5 0.5")]
    [InlineData(-8, -6, 16, 12, "0.5 0.5 1 1")]
    public async Task A_box_of_what_reaches_beyond_the_border_is_cut_there_before_its_centre_is_taken(int left, int top, int right, int bottom, string box)
    {
        Write("in/7.json", Document(
            FilmDataset.Region("Lung", left, top, right, top, right, bottom, left, bottom),
            $$$"""{"name": "Lung", "bounding_box": {"x": {{{left}}}, "y": {{{top}}}, "w": {{{right - left}}}, "h": {{{bottom - top}}}}}"""));
        await RunAsync("detect", "--task", "detect");
        Assert.Equal($"0 {box}\n0 {box}\n", await LabelsAsync("detect"));
    }

    [Fact]
    public async Task A_ring_in_a_ring_is_bridged_or_refused_but_never_dropped()
    {
        Write("in/7.json", Document(Ring));
        var bridged = await RunAsync("bridged");
        Assert.Equal((0, "yolo leaves out, as always: holes as such (a bridge leads to them) (-v counts them)\nclasses: Lung 0"), (bridged.ExitCode, string.Join('\n', WithoutFilmNotes(bridged))));
        Assert.Equal("0 0 0 0.875 0 0.875 0.833333333 0 0.833333333 0 0.333333333 0.25 0.333333333 0.625 0.333333333 0.625 0.5 0.25 0.333333333 0 0.333333333\n", await LabelsAsync("bridged"));
        var refused = await RunAsync("refused", "--holes", "refuse");
        Assert.Equal((1, "covidxr: 7.json: annotation 1 (Lung) has 2 rings, a YOLO line holds one (--holes bridge joins them)"), (refused.ExitCode, refused.ErrorLines[0]));
        Assert.False(File.Exists(PathOf("refused", "labels", "7.txt")));
    }

    [Fact]
    public async Task Parts_of_an_annotation_become_objects_and_that_is_said()
    {
        Write("in/7.json", Document("""{"name": "Lung", "complex_polygon": {"path": [[{"x": 0, "y": 0}, {"x": 2, "y": 0}, {"x": 2, "y": 5}], [{"x": 4, "y": 0}, {"x": 7, "y": 0}, {"x": 7, "y": 5}]]}}"""));
        var run = await RunAsync("out");
        Assert.Equal(["note: yolo cannot hold annotations of several parts as one (each part is an object): 1 in 1 image", "classes: Lung 0"], WithoutFilmNotes(run));
        Assert.Equal("0 0 0 0.25 0 0.25 0.833333333\n0 0.5 0 0.875 0 0.875 0.833333333\n", await LabelsAsync("out"));
    }

    [Fact]
    public async Task Points_outside_are_moved_to_the_edge()
    {
        Write("in/7.json", Document("""{"name": "Lung", "polygon": {"path": [{"x": -3, "y": 1}, {"x": 90, "y": 1}, {"x": 4, "y": 700}]}}"""));
        await RunAsync("out");
        Assert.Equal("0 0 0.166666667 1 0.166666667 0.5 1\n", await LabelsAsync("out"));
    }

    [Theory]
    [InlineData("2 0.5 0.5 0.1 0.1", "'2' is no class; classes are 0, 1, as data.yaml names them")]
    [InlineData("0 0.5 0.5 0.1", "there are 3 numbers behind the class: expected 4 for a box, or 6, 8, 10, ... for an outline")]
    [InlineData("0 0.5 0.5 0.1 0.1 0.99", "there are 5 numbers behind the class: expected 4 for a box, or 6, 8, 10, ... for an outline (are they a box and a confidence? a prediction is read without its last number)")]
    [InlineData("0 0.5 0.5 0.1 0.1 0.2 0.3 2", "there are 7 numbers behind the class: expected 4 for a box, or 6, 8, 10, ... for an outline (are they a box and keypoints? then the dataset's YAML file must say kpt_shape)")]
    [InlineData("0 0.5 0.5 0.1 0.1 0.2 0.3 2 0.4 0.5 1", "'2' is no fraction of the image's width, 0 to 1 (are they a box and keypoints? then the dataset's YAML file must say kpt_shape)")]
    [InlineData("0 0.5 0.5 0.1 0.1 0.2 0.3 0.4 0.5 0.99", "there are 9 numbers behind the class: expected 4 for a box, or 6, 8, 10, ... for an outline (are they an outline and a confidence? a prediction is read without its last number)")]
    [InlineData("0 0.5 1.5 0.1 0.1", "'1.5' is no fraction of the image's height, 0 to 1")]
    [InlineData("0 NaN 0.5 0.1 0.1", "'NaN' is no fraction of the image's width, 0 to 1")]
    public async Task A_bad_label_is_reported_with_file_and_line(string line, string problem)
    {
        await ExportAsync("yolo", "out");
        await File.WriteAllTextAsync(PathOf("out", "labels", "9000003.txt"), $"\n{line}\n", TestContext.Current.CancellationToken);
        var run = await Cli.RunAsync("stats", "-d", PathOf("out"));
        Assert.Equal((1, $"covidxr: labels/9000003.txt:2:1: {problem}\n"), (run.ExitCode, run.Err));
    }

    [Theory]
    [InlineData("names: [Lung]\ntrain: images\nval: ../val/images\ntest:\n")]
    [InlineData("names: {0: Lung}\npath: /no/such/folder\ntrain: [images, val/images]\n")]
    [InlineData("nc: 1\ntrain: images.txt\n")]
    public async Task Descriptions_of_other_tools_are_understood(string description)
    {
        var film = await File.ReadAllBytesAsync(Path.Combine(Cli.Sample, "images", "phantom-006-tiny.jpg"), TestContext.Current.CancellationToken);
        foreach (var path in new[] { "set/images/a.jpg", "set/val/images/b.jpg" })
        {
            Write(path, "");
            await File.WriteAllBytesAsync(PathOf(path), film, TestContext.Current.CancellationToken);
        }

        Write("set/val/labels/b.txt", "0 0.5 0.5 0.25 0.25");
        Write("set/images.txt", "./images/a.jpg\n./val/images/b.jpg\n");
        Write("set/data.yaml", description);
        using var dataset = AnnotationFormats.Open(PathOf("set", "data.yaml"));
        var images = dataset.Read().ToList();
        Assert.Equal(["a", "b"], images.Select(i => i.Id));
        Assert.Empty(images[0].Annotations);
        Assert.Equal(new BoundingBox(58.875, 58.5, 39.25, 39), Assert.Single(images[1].Annotations).BoundingBox);
    }

    [Theory]
    [InlineData("names: [Lung]\ntrain: ../../etc\n", "data.yaml: '../../etc' leads out of the dataset")]
    [InlineData("names: [Lung]\n", "data.yaml: names no images: expected train, val or test")]
    [InlineData("train: images\n", "data.yaml: names no classes: expected names")]
    [InlineData("train: images\nnames: {a: Lung}\n", "data.yaml:2:9: names has a key that is no number of a class")]
    [InlineData("train: images\nnames: {0: Lung, 00: Ignore}\n", "data.yaml:2:18: names has class 0 twice")]
    [InlineData("train: images\nnames: [Lung, '']\n", "data.yaml:2:15: the name of class 1 is empty; expected a text such as Lung")]
    [InlineData("train: images\nnames: {0: Lung, 3: }\n", "data.yaml:2:21: the name of class 3 is empty")]
    [InlineData("train: images\nnames:\n- __background__\n- Lung\n", "data.yaml:3:3: the name of class 0 is '__background__', which stands for what has no class; give it another one")]
    [InlineData("train: [\n", "data.yaml:2:1: is no YAML: ")]
    public async Task A_bad_description_is_reported(string description, string problem)
    {
        Write("set/data.yaml", description);
        Directory.CreateDirectory(PathOf("set", "images"));
        var run = await Cli.RunAsync("stats", "-d", PathOf("set"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_of_a_hundred_thousand_brackets_is_an_error_not_the_end()
    {
        Write("set/data.yaml", "names: " + new string('[', 100_000));
        var run = await Cli.RunAsync("stats", "-d", PathOf("set"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(": is nested more than 64 levels deep", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_with_aliases_is_an_error_not_an_endless_comparison()
    {
        var aliases = string.Concat(Enumerable.Range(1, 11).Select(i => $"x{i}: &x{i} [{string.Join(", ", Enumerable.Repeat($"*x{i - 1}", 9))}]\n"));
        Write("set/data.yaml", $"x0: &x0 [a]\n{aliases}? *x11\n: y\n");
        var run = await Cli.RunAsync("stats", "-d", PathOf("set"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("data.yaml:2:10: has an alias (*x0), which no data.yaml needs: write out what it stands for", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_any_letters_is_quoted_as_yaml_has_it()
    {
        Write("in/7.json", Document("""{"name": "😀 \"Lunge\": é # \\n", "polygon": {"path": [{"x": 1, "y": 1}, {"x": 6, "y": 1}, {"x": 6, "y": 4}]}}"""));
        Assert.Equal(0, (await RunAsync("out", "--images", "none")).ExitCode);
        var lines = await File.ReadAllLinesAsync(PathOf("out", "data.yaml"), TestContext.Current.CancellationToken);
        Assert.Equal("""  0: "\U0001F600 \"Lunge\": é # \\n" """.TrimEnd(), lines[^1]);
    }

    private static string Document(params string[] annotations) =>
        $$"""{"image": {"width": 8, "height": 6}, "annotations": [{{string.Join(", ", annotations)}}]}""";

    private Task<Cli> RunAsync(string folder, params string[] options) => Cli.RunAsync(["export", "yolo", "-d", PathOf("in"), "--out", PathOf(folder), .. options]);

    private Task<string> LabelsAsync(string folder) => File.ReadAllTextAsync(PathOf(folder, "labels", "7.txt"), TestContext.Current.CancellationToken);

    private string[] Stems(string folder) =>
        [.. Directory.GetFiles(PathOf("out", folder)).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> WithoutFilmNotes(Cli run) => run.ErrorLines.Where(l => !l.Contains("film", StringComparison.Ordinal));
}
