namespace CovidXray.Cli.Tests.Split;

/// <summary>What cannot be done, and what a user reads then.</summary>
public sealed class SplitErrorTests : IDisposable
{
    private readonly SplitDataset _dataset = SplitDataset.OfSixty();

    public void Dispose() => _dataset.Dispose();

    [Theory]
    [InlineData("--stratify vew", 2, "there is no field or concept 'vew'; did you mean 'view'?")]
    [InlineData("--group-by patent", 2, "there is no field or concept 'patent'; did you mean 'patient'?")]
    [InlineData("--folds-by hospital", 2, "there is no field or concept 'hospital'")]
    [InlineData("--test-where loc=x", 2, "'loc'")]
    [InlineData("--test-where location=Rome", 2, "--test-where: no image has 'location=Rome'; nothing would be in test")]
    [InlineData("--test-where has(sex)", 2, "--test-where: every group has an image with 'has(sex)'; nothing would be left to train on")]
    [InlineData("--folds-by modality", 2, "--folds-by modality: every image has the value 'X-ray', so there is one fold only; name another field")]
    [InlineData("--folds 1", 2, "--folds is 1; expected 2 or more.")]
    [InlineData("--folds 10001", 2, "--folds")]
    [InlineData("--folds 5 --train 80", 2, "folds take the place of train and val; only --test goes with them")]
    [InlineData("--folds 5 --test 100", 2, "--test 100 leaves nothing for folds")]
    [InlineData("--folds-by sex --test 20", 2, "--folds-by and --test exclude each other; --test-where holds out a source.")]
    [InlineData("--test 20 --test-where sex=F", 2, "--test and --test-where exclude each other: what is held out is test, however much it is")]
    [InlineData("--train 80 --val 30 --test 5", 2, "train 80 + val 30 + test 5 is 115 percent; expected 100, some of it for train")]
    [InlineData("--train 0", 2, "train 0 + val 0 + test 100 is 100 percent; expected 100, some of it for train")]
    [InlineData("--train 12.345", 2, "--train is 12.345; expected percent, such as 15 or 12.5.")]
    [InlineData("--train -5", 2, "--train is -5; expected percent, such as 15 or 12.5.")]
    [InlineData("--seed -1", 2, "--seed")]
    [InlineData("--import a.csv --check b.csv", 2, "--import and --check exclude each other.")]
    [InlineData("--clear --folds 5", 2, "--clear and --folds exclude each other.")]
    [InlineData("--keep nothing.json", 1, "nothing.json")]
    [InlineData("--check nothing.csv", 1, "nothing.csv")]
    [InlineData("--where age=21 --all", 1, "1 image in 1 group that must stay together cannot be shared out to 3 parts; choose more images, or fewer parts")]
    [InlineData("--folds 60 --test 10", 1, "112 images in 60 groups that must stay together cannot be shared out to 61 parts (test and folds); choose more images, or fewer parts")]
    [InlineData("--where age>200", 1, "no image is left: where age>200 drops ")]
    public async Task It_says_what_is_wrong_and_saves_nothing(string args, int code, string expected)
    {
        var split = await _dataset.RunAsync("split", args.Split(' '));
        Assert.Equal((code, ""), (split.ExitCode, split.Out));
        Assert.Contains(expected, split.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", split.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(_dataset.Split));
    }

    [Fact]
    public async Task A_damaged_split_says_the_ways_out_and_both_work()
    {
        _dataset.Write("split.json", "{");
        foreach (var command in (string[])["stats", "split"])
        {
            var failed = await _dataset.RunAsync(command);
            Assert.Equal(1, failed.ExitCode);
            Assert.StartsWith($"covidxr: {_dataset.Split}:1:2: is damaged; 'covidxr split --replace' makes a new split, 'covidxr split --clear' goes without", failed.ErrorLines[0], StringComparison.Ordinal);
        }

        Assert.Equal(0, (await _dataset.RunAsync("split", "--replace")).ExitCode);
        Assert.Equal(112, _dataset.Places().Count);
        _dataset.Write("split.json", "{");
        Assert.Equal(0, (await _dataset.RunAsync("split", "--clear")).ExitCode);
        Assert.Equal(0, (await _dataset.RunAsync("stats")).ExitCode);
    }

    [Fact]
    public async Task A_split_of_a_newer_covidxr_says_so()
    {
        await _dataset.SplitAsync();
        _dataset.Write("split.json", File.ReadAllText(_dataset.Split).Replace("\"schema\": 1", "\"schema\": 9", StringComparison.Ordinal).Replace("\"covidxr\": \"0", "\"covidxr\": \"7", StringComparison.Ordinal));
        var stats = await _dataset.RunAsync("stats");
        Assert.Equal(1, stats.ExitCode);
        Assert.Contains("made by covidxr 7.", stats.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_in_a_zip_keeps_its_split_elsewhere()
    {
        using var folder = new CovidXray.Tests.TemporaryFolder();
        var zip = Path.Combine(folder.Location, "data.zip");
        System.IO.Compression.ZipFile.CreateFromDirectory(_dataset.Annotations, zip);
        var refused = await Cli.RunAsync("split", "-d", zip);
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal($"covidxr: {zip}: a split cannot be saved in a file; save it with --out FILE and use it with --split FILE, or try --dry-run", refused.ErrorLines[^1]);
        var path = Path.Combine(folder.Location, "parts.json");
        Assert.Equal(0, (await Cli.RunAsync("split", "-d", zip, "--out", path)).ExitCode);
        var stats = await Cli.RunAsync("stats", "-d", zip, "--split", path, "--part", "train", "--json");
        Assert.Equal((0, _dataset.Places(path).Values.Count(p => p == "train")), (stats.ExitCode, System.Text.Json.JsonDocument.Parse(stats.Out).RootElement.GetProperty("images").GetInt32()));
        Assert.Equal(0, (await Cli.RunAsync("split", "-d", zip, "--dry-run")).ExitCode);
    }
}
