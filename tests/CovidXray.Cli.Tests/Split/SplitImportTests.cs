using System.Text.Json;

namespace CovidXray.Cli.Tests.Split;

/// <summary>Other people's parts become ours, or are proved.</summary>
public sealed class SplitImportTests : IDisposable
{
    private readonly SplitDataset _dataset = SplitDataset.OfSixty();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task Lists_are_imported_and_what_they_do_not_name_is_told()
    {
        _dataset.Write("lists/train.txt", "images/film-P01-1.jpg\nP02-1\n");
        _dataset.Write("lists/test.txt", "film-P04-1\nnobody.png\n");
        var split = await _dataset.RunAsync("split", "--import", Path.Combine(_dataset.Location, "lists"));
        Assert.Equal(0, split.ExitCode);
        Assert.Contains(split.ErrorLines, l => l.EndsWith("1 name of 4 is not in this dataset: nobody.png", StringComparison.Ordinal));
        Assert.Contains("note: 109 images of 112 are in none of its parts", split.ErrorLines);
        Assert.Equal(["P01-1 train", "P02-1 train", "P04-1 test"], _dataset.Places().Select(p => $"{p.Key} {p.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_leak_is_proved_with_its_images_and_exit_code_1()
    {
        var list = _dataset.Write("list.json", """{"train": ["P05-1", "P01-1"], "test": ["P05-2"]}""");
        var check = await _dataset.RunAsync("split", "--check", list);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("  patient 5: P05-1 in train, P05-2 in test\n", check.Out, StringComparison.Ordinal);
        Assert.Contains("nothing is saved", check.ErrorLines);
        Assert.False(File.Exists(_dataset.Split));
        var leak = JsonDocument.Parse((await _dataset.RunAsync("split", "--check", list, "--json")).Out).RootElement.GetProperty("leaks")[0];
        Assert.Equal(("patient", "5", "train", "test"), (leak.GetProperty("kind").GetString(), leak.GetProperty("name").GetString(), leak.GetProperty("images").GetProperty("P05-1").GetString(), leak.GetProperty("images").GetProperty("P05-2").GetString()));
    }

    [Fact]
    public async Task Our_own_split_is_proved_and_does_not_leak()
    {
        await _dataset.SplitAsync("--folds", "5", "--test", "20");
        var check = await _dataset.RunAsync("split", "--check", _dataset.Split);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("across parts: 0 patients, 0 groups", check.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_stands_twice_in_one_part_is_noted_and_in_two_parts_refused()
    {
        var twice = _dataset.Write("train.txt", "P01-1\nfilm-P01-1.jpg\n");
        Assert.Contains(await Errors(twice), l => l.EndsWith("1 name of 2 stands there twice, in one and the same part", StringComparison.Ordinal));
        var both = _dataset.Write("list.csv", "id,part\nP01-1,train\nP02-1,val\nP01-1,test\n");
        Assert.Equal($"covidxr: {both}:4:1: 'P01-1' is in train and in test", (await Errors(both))[0]);

        async Task<IReadOnlyList<string>> Errors(string path) => SplitDataset.LinesBesideFilms(await _dataset.RunAsync("split", "--check", path));
    }

    [Fact]
    public async Task Parts_of_another_dataset_are_refused()
    {
        var list = _dataset.Write("list.json", """{"train": ["x", "y"]}""");
        var import = await _dataset.RunAsync("split", "--import", list);
        Assert.Equal((1, $"covidxr: {list}: none of its 2 names is an id or a file name of this dataset's 112 images, such as P01-1: x"), (import.ExitCode, import.ErrorLines[^1]));
        Assert.False(File.Exists(_dataset.Split));
    }
}
