using System.IO.Compression;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Nothing of the user's is replaced unasked, whichever command writes, and whoever made what is there.</summary>
public sealed class OverwriteTests : IDisposable
{
    private readonly SampleCopy _dataset = new();
    private readonly TemporaryFolder _out = new();

    /// <summary>Every option that names a file to be written.</summary>
    public static TheoryData<string, string> Files => new()
    {
        { "stats --no-areas --html OUT", "" },
        { "duplicates --dry-run --html OUT", "" },
        { "duplicates --dry-run --csv OUT", "" },
        { "score SAMPLE --csv OUT", "" },
        { "score SAMPLE --html OUT", "" },
        { "audit --label frontal --html OUT", "" },
        { "audit --label frontal --csv OUT", "" },
        { "filter --include pa --out OUT", "" },
        { "split --out OUT", "" },
        { "split --out OUT", "--overwrite --replace" },
        { "preview --style mask-only --out OUT.png 9000001", "" },
        { "masks --zip OUT", "" },
    };

    /// <summary>Those that name a folder, and a file that they would make in it.</summary>
    public static TheoryData<string, string> Folders => new()
    {
        { "stats --no-areas --csv OUT", "summary.csv" },
        { "preview --style mask-only --out OUT 9000001", "9000001.png" },
        { "export csv --images none --out OUT", "images.csv" },
        { "browse --out OUT", "index.html" },
        { "masks --out OUT", "9000001.png" },
    };

    public void Dispose()
    {
        _dataset.Dispose();
        _out.Dispose();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_there_stays_unless_asked(string command, string option)
    {
        var path = Path.Combine(_out.Location, "mine" + (command.Contains("OUT.png", StringComparison.Ordinal) ? ".png" : ""));
        File.WriteAllText(path, "mine");
        var refused = await RunAsync(command);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Matches("there already", refused.ErrorLines[^1]);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_out.Location));

        var asked = await RunAsync($"{command} {(option.Length > 0 ? option : "--overwrite")}");
        Assert.Equal(0, asked.ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(path));

        // What an earlier run made is the user's like anything else.
        var made = File.ReadAllBytes(path);
        Assert.Equal(1, (await RunAsync(command)).ExitCode);
        Assert.Equal(made, File.ReadAllBytes(path));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task So_does_a_file_in_a_folder(string command, string name)
    {
        var path = _out.Write($"mine/{name}", "mine"u8);
        var refused = await RunAsync(command);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Theory]
    [InlineData("stats --no-areas --html")]
    [InlineData("duplicates --dry-run --csv")]
    [InlineData("filter --include pa --out")]
    [InlineData("split --out")]
    [InlineData("masks --zip")]
    public async Task The_dataset_itself_is_never_written_over(string command)
    {
        var document = _dataset.Annotation("9000001");
        var before = File.ReadAllBytes(document);
        var run = await _dataset.RunAsync(command.Split(' ')[0], [.. command.Split(' ')[1..], document, "--overwrite"]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.EndsWith($"{document}: lies in the dataset's annotations; nothing is written (take another folder)", run.ErrorLines[^1], StringComparison.Ordinal);

        var zip = Path.Combine(_out.Location, "release.zip");
        ZipFile.CreateFromDirectory(Path.Combine(_dataset.Location, "annotations"), zip);
        var bytes = File.ReadAllBytes(zip);
        run = await Cli.RunAsync([command.Split(' ')[0], "-d", zip, .. command.Split(' ')[1..], zip, "--overwrite"]);
        Assert.Equal((1, $"covidxr: {zip}: is the dataset itself; nothing is written"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.Equal(before, File.ReadAllBytes(document));
        Assert.Equal(bytes, File.ReadAllBytes(zip));
    }

    [Theory]
    [InlineData("masks --overwrite --out")]
    [InlineData("preview --overwrite --style mask-only --out")]
    [InlineData("stats --no-areas --overwrite --csv")]
    public async Task Nor_are_its_films_written_among(string command)
    {
        var films = Path.Combine(_dataset.Location, "images");
        Directory.CreateDirectory(films);
        var run = await _dataset.RunAsync(command.Split(' ')[0], [.. command.Split(' ')[1..], films]);
        Assert.Equal((1, $"covidxr: {films}: lies in the dataset's images; nothing is written (take another folder)"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.Empty(Directory.GetFileSystemEntries(films));
    }

    [Fact]
    public async Task A_page_replaces_no_export_and_an_export_no_page()
    {
        var (page, export) = (Path.Combine(_out.Location, "page"), Path.Combine(_out.Location, "export"));
        Assert.Equal(0, (await _dataset.RunAsync("browse", "--out", page)).ExitCode);
        Assert.Equal(0, (await _dataset.RunAsync("export", "csv", "--images", "none", "--out", export)).ExitCode);
        var overExport = await _dataset.RunAsync("browse", "--out", export, "--overwrite");
        Assert.Equal((1, $"covidxr: {export}: holds an export, which --overwrite of browse does not replace; nothing is written (take another folder)\n"), (overExport.ExitCode, overExport.Err));
        var overPage = await _dataset.RunAsync("export", "csv", "--images", "none", "--out", page, "--overwrite");
        Assert.Equal((1, $"covidxr: {page}: holds a page of browse, which --overwrite of export does not replace; nothing is written (take another folder)"), (overPage.ExitCode, overPage.ErrorLines[^1]));
        Assert.Equal(0, (await _dataset.RunAsync("browse", "--out", page, "--overwrite")).ExitCode);
        Assert.Equal(0, (await _dataset.RunAsync("export", "coco", "--images", "none", "--out", export, "--overwrite")).ExitCode);
    }

    [Theory]
    [InlineData("stats --csv OUT/file/tables")]
    [InlineData("stats --html OUT/file/page.html")]
    [InlineData("stats --html OUT")]
    [InlineData("duplicates --dry-run --csv OUT/file/pairs.csv")]
    [InlineData("filter --include pa --out OUT/file/selection.json")]
    [InlineData("split --out OUT/file/split.json")]
    [InlineData("masks --zip OUT/file/masks.zip")]
    [InlineData("masks --out OUT/file/masks")]
    public async Task A_place_that_cannot_be_written_is_found_before_the_work(string command)
    {
        _out.Write("file", "mine"u8);
        var run = await _dataset.RunAsync(command.Split(' ')[0], command.Replace("OUT", _out.Location, StringComparison.Ordinal).Split(' ')[1..]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches("is no folder|is a folder|cannot be used", run.ErrorLines[^1]);
        Assert.Single(Directory.GetFileSystemEntries(_out.Location));
        Assert.False(File.Exists(Path.Combine(_dataset.Location, "duplicates.json")));
    }

    [Theory]
    [InlineData("stats --csv x --html x", "--csv and --html name the same place.")]
    [InlineData("stats --excel", "--excel goes with --csv.")]
    [InlineData("stats --overwrite", "--overwrite goes with --csv or --html.")]
    [InlineData("duplicates --csv ./x --html x", "--csv and --html name the same place.")]
    [InlineData("duplicates --csv x --duplicates ./x", "--duplicates and --csv name the same place.")]
    [InlineData("check --findings x --csv x", "--findings and --csv name the same place.")]
    [InlineData("audit --label frontal --html x --csv x", "--csv and --html name the same place.")]
    [InlineData("score SAMPLE --html x --csv x", "--csv and --html name the same place.")]
    [InlineData("filter --include pa --overwrite", "--overwrite goes with --out FILE; the dataset's own selection is replaced without it.")]
    public async Task Options_that_do_not_go_together_are_wrong_usage(string command, string problem)
    {
        var run = await _dataset.RunAsync(command.Split(' ')[0], command.Split(' ')[1..]);
        Assert.Equal((2, "", $"covidxr: {problem}"), (run.ExitCode, run.Out, run.ErrorLines[0]));
    }

    /// <summary>What the options do not say: files by their own names, and files by links.</summary>
    [Theory]
    [InlineData("check --rules A1 --csv LINK --html OUT --overwrite")]
    [InlineData("check --rules A1 --findings LINK --csv OUT --overwrite")]
    [InlineData("check --rules A1 --csv DATASET/findings.json --overwrite")]
    [InlineData("check --rules A1 --findings OUT --sarif FOLDER/mine --overwrite")]
    [InlineData("duplicates --csv DATASET/duplicates.json --overwrite")]
    [InlineData("audit --label frontal --csv LINK --html OUT --overwrite")]
    [InlineData("score SAMPLE --csv LINK --html OUT --overwrite")]
    [InlineData("stats --no-areas --csv OUTS --html OUTS/summary.csv")]
    public async Task Two_outputs_of_one_run_never_take_one_file(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a right of their own");
        var link = Path.Combine(_out.Location, "link");
        var folder = Path.Combine(_out.Location, "folder");
        Directory.CreateSymbolicLink(folder, _out.Location);
        if (command.Contains("LINK", StringComparison.Ordinal))
        {
            File.WriteAllText(Path.Combine(_out.Location, "mine"), "{}");
            File.CreateSymbolicLink(link, Path.Combine(_out.Location, "mine"));
        }

        var before = Directory.GetFileSystemEntries(_out.Location).Length;
        var run = await RunAsync(command.Replace("LINK", link, StringComparison.Ordinal).Replace("FOLDER", folder, StringComparison.Ordinal).Replace("DATASET", _dataset.Location, StringComparison.Ordinal));
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches("^covidxr: .*: is .*, which this run writes, too; nothing is written \\(give each a file of its own\\)$", run.ErrorLines[^1]);
        Assert.Equal(before, Directory.GetFileSystemEntries(_out.Location).Length);
        Assert.False(File.Exists(Path.Combine(_dataset.Location, "findings.json")));
    }

    [Fact]
    public async Task A_baseline_is_never_written_over()
    {
        var baseline = Path.Combine(_out.Location, "mine");
        Assert.Equal(1, (await RunAsync("check --rules A1 --findings OUT")).ExitCode);
        var before = File.ReadAllText(baseline);
        var run = await RunAsync("check --rules A1 --dry-run --baseline OUT --csv OUT --overwrite");
        Assert.Equal((1, "", $"covidxr: {baseline}: is what is read; nothing is written (take another place)"), (run.ExitCode, run.Out, run.ErrorLines[^1]));
        Assert.Equal(before, File.ReadAllText(baseline));
    }

    private Task<Cli> RunAsync(string command) =>
        _dataset.RunAsync(command.Split(' ')[0], command.Replace("OUT", Path.Combine(_out.Location, "mine"), StringComparison.Ordinal).Replace("SAMPLE", Cli.Sample, StringComparison.Ordinal).Split(' ')[1..]);
}
