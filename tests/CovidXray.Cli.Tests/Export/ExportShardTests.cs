using CovidXray.Cli.Commands.Export;

namespace CovidXray.Cli.Tests.Export;

/// <summary>N shards and their join are one run.</summary>
public sealed class ExportShardTests : ExportTest
{
    private const string Shards = ".covidxr-shards";

    public static TheoryData<string> Formats { get; } = [.. ExportFormats.All.Select(f => f.Name)];

    private string Out => PathOf("many");

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Joined_they_equal_one_run_byte_for_byte_in_every_format(string format)
    {
        await AssertEqualsOneRunAsync(2, format, "--size", "96", "--fit", "pad");
        await AssertEqualsOneRunAsync(3, format, "--images-from", GreyFilms());
    }

    [Theory]
    [InlineData("coco", "--pixels", "crop,lungs-only", "--margin", "5%", "--fill", "mean")]
    [InlineData("coco", "--pixels", "crop,lungs-only", "--simplify", "9", "--cut-ignore", "--size", "120")]
    [InlineData("coco", "--rle", "--images", "link")]
    [InlineData("coco", "--images", "hardlink", "--exclude", "lateral")]
    [InlineData("darwin", "--images", "none", "--version", "2")]
    [InlineData("hf", "--size", "80x60", "--quality", "85", "--name", "original")]
    [InlineData("nnunet", "--cut-ignore", "--simplify", "1", "--dataset-id", "7")]
    [InlineData("webdataset", "--shard-size", "60KB", "--size", "64")]
    [InlineData("yolo", "--where", "age >= 40", "--size", "50")]
    public async Task Joined_they_equal_one_run_whatever_the_options(string format, params string[] options) => await AssertEqualsOneRunAsync(3, format, options);

    [Fact]
    public async Task At_the_same_time_into_one_folder_they_do_not_disturb_each_other()
    {
        var runs = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => Task.Run(() => ShardAsync("coco", $"{number}/5", "--size", "64"))));
        Assert.Equal([0, 0, 0, 0, 0], runs.Select(r => r.ExitCode));
        Assert.Equal(12, runs.Sum(r => int.Parse(r.Out.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
        await AssertJoinEqualsOneRunAsync(5, "coco", "--size", "64");
    }

    [Fact]
    public async Task Slurm_and_Kubernetes_say_which_one()
    {
        var command = $"covidxr export coco -d '{Cli.Sample}' --size 64 --out '{Out}'";
        using var machines = CovidxrProcess.StartShell($"""
            export SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=2
            SLURM_ARRAY_TASK_ID=1 {command} --shard auto &&
            SLURM_ARRAY_TASK_ID=2 {command} --shard auto && {command} --join 2 &&
            JOB_COMPLETION_INDEX=0 {command} --overwrite --shard auto/2
            """);
        var run = await machines.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["4 films of shard 1/2", "8 films of shard 2/2", "12 images", "4 films of shard 1/2"], run.Out.TrimEnd().Split('\n').Select(l => l.Split(" in ")[0]));
    }

    [Fact]
    public async Task A_shard_that_is_run_again_replaces_itself_alone()
    {
        foreach (var shard in (string[])["1/2", "2/2", "2/2", "1/2"])
        {
            Assert.Equal(0, (await ShardAsync("hf", shard, "--size", "64")).ExitCode);
        }

        await AssertJoinEqualsOneRunAsync(2, "hf", "--size", "64");
    }

    [Fact]
    public async Task The_join_takes_the_films_of_the_shards()
    {
        await ShardAsync("coco", "1/1", "--size", "64");
        var film = Directory.GetFiles(Path.Combine(Out, Shards, "1-of-1", "films"))[0];
        File.WriteAllText(film, new string('x', (int)new FileInfo(film).Length));
        Assert.Equal(0, (await JoinAsync("coco", 1, "--size", "64")).ExitCode);
        Assert.Single(Directory.GetFiles(Path.Combine(Out, "images")), f => File.ReadAllBytes(f)[0] == 'x');
    }

    [Fact]
    public async Task Missing_shards_are_named_and_nothing_is_written()
    {
        await ShardAsync("coco", "2/4");
        await ShardAsync("coco", "4/4");
        Assert.Equal((1, "", $"covidxr: {Out}: 2 of 4 shards are missing: 1/4, 3/4; nothing is written\n"), await JoinAsync("coco", 4) is var run ? (run.ExitCode, run.Out, run.Err) : default);
        Assert.Equal((1, "", $"covidxr: {Out}: 2 of 2 shards are missing: 1/2, 2/2 (found: 2-of-4, 4-of-4); nothing is written\n"), await JoinAsync("coco", 2) is var other ? (other.ExitCode, other.Out, other.Err) : default);
        Assert.Equal([Shards], Directory.EnumerateFileSystemEntries(Out).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("coco", "--size 64 --images convert rather than --size 96 --images convert", "--size", "64")]
    [InlineData("coco", "--images copy rather than --size 96", "--images", "copy")]
    [InlineData("hf", "hf rather than coco", "--size", "96")]
    [InlineData("coco", "a selection of 11 images", "--size", "96", "--exclude", "lateral")]
    public async Task A_shard_of_another_export_is_refused(string format, string difference, params string[] options)
    {
        await ShardAsync("coco", "1/2", "--size", "96");
        await ShardAsync(format, "2/2", options);
        var run = await JoinAsync("coco", 2, "--size", "96");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {Out}: shard 2/2 is of another export, with {difference}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.EndsWith("; nothing is written (run it again with the options of the join)", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal([Shards], Directory.EnumerateFileSystemEntries(Out).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_a_shards_manifest_says_is_quoted_in_part()
    {
        await ShardAsync("coco", "1/2");
        await ShardAsync("coco", "2/2");
        var manifest = Path.Combine(Out, Shards, "2-of-2", "covidxr.export.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"coco\"", $"\"{new string('x', 5000)}\"", StringComparison.Ordinal));
        var run = await JoinAsync("coco", 2);
        Assert.Contains("x... rather than coco; nothing is written", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.InRange(run.Err.Length, 0, 1500);
    }

    [Theory]
    [InlineData("films.json", "[")]
    [InlineData("films.json", "[{}]")]
    [InlineData("films.json", "[\n{\"id\": \"9000001\", \"file\": null}]", "films.json:2:31: is damaged (at $[0].file)")]
    [InlineData("films.json", "[null]", "films.json: is damaged (at $[0])")]
    [InlineData("covidxr.export.json", "")]
    [InlineData("covidxr.export.json", "{}", "covidxr.export.json:1:3: is damaged (at $)")]
    [InlineData("covidxr.export.json", "{\n\"covidxr\": 1}", "covidxr.export.json:2:13: is damaged (at $.covidxr)")]
    [InlineData("films/9000001.png", "")]
    public async Task A_damaged_shard_is_named_and_run_again(string file, string content, string problem = "")
    {
        await ShardAsync("coco", "1/2", "--size", "64");
        await ShardAsync("coco", "2/2", "--size", "64");
        var shard = Directory.GetFiles(Path.Combine(Out, Shards), "9000001.png", SearchOption.AllDirectories).Single().Contains("1-of-2", StringComparison.Ordinal) ? 1 : 2;
        File.WriteAllText(Path.Combine(Out, Shards, $"{shard}-of-2", file), content);
        var run = await JoinAsync("coco", 2, "--size", "64");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {Out}: shard {shard}/2 is damaged: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.EndsWith($"{problem}; nothing is written (run it again)", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(0, (await ShardAsync("coco", $"{shard}/2", "--size", "64")).ExitCode);
        await AssertJoinEqualsOneRunAsync(2, "coco", "--size", "64");
    }

    [Fact]
    public async Task A_join_is_done_once_and_says_so()
    {
        await ShardAsync("coco", "1/1", "--size", "64");
        Assert.Equal(0, (await JoinAsync("coco", 1, "--size", "64")).ExitCode);
        var run = await JoinAsync("coco", 1, "--size", "64");
        Assert.Equal((1, $"covidxr: {Out}: 1 of 1 shards are missing: 1/1 (there is a whole export; were they joined before?); nothing is written\n"), (run.ExitCode, run.Err));
        await AssertSameAsOneRunAsync("coco", "--size", "64");
    }

    [Fact]
    public async Task A_join_that_fails_leaves_the_shards_for_another()
    {
        await ShardAsync("csv", "1/1", "--size", "64");
        var shards = FolderTree.Read(Out);
        var run = await JoinAsync("csv", 1, "--size", "64", "--strict");
        Assert.Equal((1, "covidxr: --strict: csv cannot hold everything, so nothing is written"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.Equal(shards, FolderTree.Read(Out));
        await AssertJoinEqualsOneRunAsync(1, "csv", "--size", "64");
    }

    [Fact]
    public async Task Another_run_does_not_write_among_shards()
    {
        await ShardAsync("coco", "1/2", "--size", "64");
        var run = await ExportAsync("coco", "many", "--size", "64");
        Assert.Equal((1, $"covidxr: {Out}: the folder is not empty: {Shards}; nothing is written (--join N makes the export of its shards)\n"), (run.ExitCode, run.Err));
    }

    [Fact]
    public async Task An_earlier_export_stays_until_the_join_replaces_it()
    {
        Assert.Equal(0, (await ExportAsync("coco", "many")).ExitCode);
        var before = FolderTree.Read(Out);
        var refused = await ShardAsync("coco", "1/1", "--size", "64");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the folder is not empty", refused.Err, StringComparison.Ordinal);
        Assert.Equal(0, (await ShardAsync("coco", "1/1", "--size", "64", "--overwrite")).ExitCode);
        Assert.All(before, file => Assert.Equal(file.Value, FolderTree.Read(Out)[file.Key]));
        Assert.Equal(1, (await JoinAsync("coco", 1, "--size", "64")).ExitCode);
        await AssertJoinEqualsOneRunAsync(1, "coco", ["--size", "64", "--overwrite"]);
    }

    [Theory]
    [InlineData("--shard 9/4", "--shard: there is no shard 9 of 4; they are numbered 1 to 4")]
    [InlineData("--join 0", "--join is 0; expected a whole number, 1 or more.")]
    [InlineData("--join 30000000", "--join is 30000000; expected a whole number, 1,000,000 or less.")]
    [InlineData("--join 2 --shard 1/2", "--shard and --join exclude each other: shards first, then their join.")]
    public async Task Wrong_usage_is_said_and_nothing_is_written(string options, string message)
    {
        var run = await ExportAsync("coco", "many", options.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal($"covidxr: {message}", run.ErrorLines[0]);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task Shards_of_an_export_without_films_leave_all_to_the_join()
    {
        var run = await ShardAsync("coco", "1/2", "--images", "none");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("0 films of shard 1/2 in ", run.Out, StringComparison.Ordinal);
        Assert.Equal("note: shards share out the making and copying of films, and this export does neither: the join does all the work", run.ErrorLines[1]);
    }

    private Task<Cli> ShardAsync(string format, string shard, params ReadOnlySpan<string> options) => ExportAsync(format, "many", ["--shard", shard, .. options]);

    private Task<Cli> JoinAsync(string format, int count, params ReadOnlySpan<string> options) => ExportAsync(format, "many", ["--join", $"{count}", .. options]);

    private async Task AssertEqualsOneRunAsync(int count, string format, params string[] options)
    {
        foreach (var number in Enumerable.Range(1, count).Reverse())
        {
            var run = await ShardAsync(format, $"{number}/{count}", options);
            Assert.StartsWith($"shard {number} of {count}: ", run.ErrorLines.First(l => !l.StartsWith("filtered", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Equal(0, run.ExitCode);
        }

        await AssertJoinEqualsOneRunAsync(count, format, options);
        Directory.Delete(Out, recursive: true);
    }

    private async Task AssertJoinEqualsOneRunAsync(int count, string format, params string[] options)
    {
        var joined = await JoinAsync(format, count, options);
        var whole = await AssertSameAsOneRunAsync(format, options);
        Assert.Equal((whole.ExitCode, whole.Out.Replace(PathOf("one"), Out, StringComparison.Ordinal), whole.Err), (joined.ExitCode, joined.Out, joined.Err));
    }

    private async Task<Cli> AssertSameAsOneRunAsync(string format, params string[] options)
    {
        var whole = await ExportAsync(format, "one", options);
        Assert.Equal(0, whole.ExitCode);
        FolderTree.AssertEqual(PathOf("one"), Out);
        Directory.Delete(PathOf("one"), recursive: true);
        return whole;
    }
}
