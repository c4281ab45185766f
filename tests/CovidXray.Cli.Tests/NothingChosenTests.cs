using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>A command that has nothing to do has failed, and says why; a shard that has none of the chosen images has not.</summary>
public sealed class NothingChosenTests : IDisposable
{
    private readonly SampleCopy _dataset = new();
    private readonly TemporaryFolder _out = new();

    public static TheoryData<string> Commands =>
    [
        "stats",
        "stats --json",
        "stats --csv OUT",
        "masks --out OUT",
        "masks --zip OUT",
        "masks --out OUT --shard 1/2",
        "export coco --out OUT",
        "export hf --out OUT --shard 1/2",
        "split",
        "duplicates",
        "audit --label sex",
        "preview --out OUT",
        "score OUT",
        "score OUT --json --csv OUT",
        "browse --no-open --port 0",
        "browse --out OUT",
        "filter",
        "filter --out OUT",
        "filter --json",
    ];

    public void Dispose()
    {
        _dataset.Dispose();
        _out.Dispose();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task It_is_1_with_a_message_and_nothing_is_written(string command)
    {
        var before = Directory.GetFileSystemEntries(_dataset.Location);
        string[] words = command.Replace("OUT", Path.Combine(_out.Location, "out"), StringComparison.Ordinal).Split(' ');
        var run = await _dataset.RunAsync(words[0], [.. words[1..], "--where", "age > 500"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^covidxr: .*no image is (left|chosen)", run.ErrorLines[^1]);
        Assert.Empty(Directory.GetFileSystemEntries(_out.Location));
        Assert.Equal(before, Directory.GetFileSystemEntries(_dataset.Location));
    }

    [Fact]
    public async Task A_shard_without_images_is_fine()
    {
        var number = Enumerable.Range(1, 1000).First(n => !Directory.GetFiles(Path.Combine(_dataset.Location, "annotations")).Any(f => new Jobs.Shard(n, 1000).Contains(Path.GetFileNameWithoutExtension(f))));
        var run = await _dataset.RunAsync("masks", "--out", Path.Combine(_out.Location, "out"), "--shard", $"{number}/1000");
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_pull_whose_rules_leave_no_image_has_failed()
    {
        var folder = Path.Combine(_out.Location, "pulled");
        var run = await Cli.RunAsync("pull", "--source", _dataset.Location, "--offline", "--out", folder, "--where", "age > 500");
        Assert.Equal((1, "covidxr: no image is left: where age > 500 drops 12 of 12"), (run.ExitCode, run.ErrorLines[^1]));
    }
}
