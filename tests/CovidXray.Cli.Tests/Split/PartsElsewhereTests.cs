namespace CovidXray.Cli.Tests.Split;

/// <summary>Parts and folds in filters, expressions and statistics.</summary>
public sealed class PartsElsewhereTests : IDisposable
{
    private readonly SplitDataset _dataset = SplitDataset.OfSixty();

    public void Dispose() => _dataset.Dispose();

    [Theory]
    [InlineData("--part", "test")]
    [InlineData("--where", "part = test")]
    [InlineData("--where", "not (part in (train, val))")]
    public async Task A_part_lists_exactly_its_images(string option, string value)
    {
        await _dataset.SplitAsync();
        var list = await _dataset.RunAsync("filter", option, value, "--list", "--dry-run");
        Assert.Equal(0, list.ExitCode);
        Assert.Equal(_dataset.Places().Where(p => p.Value == "test").Select(p => p.Key).Order(StringComparer.Ordinal), list.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Contains(list.ErrorLines, l => l.StartsWith("using the saved split: train ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statistics_are_by_part()
    {
        await _dataset.SplitAsync();
        var stats = await _dataset.RunAsync("stats", "--by", "part,view");
        Assert.Equal(0, stats.ExitCode);
        Assert.All((string[])["train", "val", "test"], part => Assert.Contains(part, stats.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--part", "train", "there is no split of ")]
    [InlineData("--fold", "1", "there is no split of ")]
    [InlineData("--where", "fold = 1", "there is no split of ")]
    [InlineData("--part", "trian", "did you mean 'train'?")]
    [InlineData("--fold", "one", "expected numbers of folds from 0, such as 0 or 1,2, found 'one'")]
    public async Task Without_a_split_they_are_an_error(string option, string value, string expected)
    {
        var filter = await _dataset.RunAsync("filter", option, value);
        Assert.Equal(2, filter.ExitCode);
        Assert.Contains(expected, filter.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_folds_and_folds_of_parts_are_an_error()
    {
        await _dataset.SplitAsync("--folds", "4");
        Assert.Contains("--part train: the split has no parts, but 4 folds; choose by --fold", (await _dataset.RunAsync("stats", "--part", "train")).Err, StringComparison.Ordinal);
        await _dataset.SplitAsync();
        Assert.Contains("--fold 1: the split has no folds, but train, val, test; choose by --part", (await _dataset.RunAsync("stats", "--fold", "1")).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_images_are_counted_and_in_no_part()
    {
        await _dataset.SplitAsync();
        _dataset.Add("new", "View/PA");
        var filter = await _dataset.RunAsync("filter", "--part", "train,val,test", "--list", "--dry-run");
        Assert.DoesNotContain("new", filter.Out.Split('\n'));
        Assert.Contains("note: 1 image of 113 is not in the split; 'covidxr split --keep split.json' places it", filter.ErrorLines);
    }

    [Fact]
    public async Task A_selection_by_parts_is_refused_after_another_split()
    {
        await _dataset.SplitAsync();
        await _dataset.RunAsync("filter", "--part", "train");
        Assert.Equal(0, (await _dataset.RunAsync("stats")).ExitCode);
        var again = await _dataset.RunAsync("split", "--all", "--seed", "5");
        Assert.Equal(0, again.ExitCode);
        var stats = await _dataset.RunAsync("stats");
        Assert.Equal(1, stats.ExitCode);
        Assert.EndsWith("selection.json: the selection was made by the parts of another split; filter again, or use --all", stats.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(0, (await _dataset.RunAsync("stats", "--all")).ExitCode);
        await _dataset.RunAsync("split", "--all", "--seed", "0");
        Assert.Equal(0, (await _dataset.RunAsync("stats")).ExitCode);
        await _dataset.RunAsync("split", "--clear");
        Assert.EndsWith("by the parts of a split that is not there any more; filter again, or use --all", (await _dataset.RunAsync("stats")).ErrorLines[^1], StringComparison.Ordinal);
    }
}
