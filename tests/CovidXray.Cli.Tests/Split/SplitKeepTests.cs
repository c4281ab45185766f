namespace CovidXray.Cli.Tests.Split;

/// <summary>With <c>--keep</c> nobody moves and new images join.</summary>
public sealed class SplitKeepTests : IDisposable
{
    private readonly SplitDataset _dataset = SplitDataset.OfSixty();

    public void Dispose() => _dataset.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--train 60 --val 20")]
    [InlineData("--folds 5 --test 20")]
    [InlineData("--folds-by location")]
    [InlineData("--test-where sex=F")]
    public async Task Nobody_moves_and_new_images_join_as_the_split_was_made(string args)
    {
        await _dataset.SplitAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var before = _dataset.Places();
        _dataset.Add("P01-9", "PatientID:1", "Sex/M", "View/PA", "location:Madrid");
        for (var patient = 61; patient < 81; patient++)
        {
            _dataset.Add($"P{patient}-1", $"PatientID:{patient}", "Sex/M", "View/PA", "location:Wuhan");
        }

        _dataset.Remove("P02-1");
        var kept = await _dataset.RunAsync("split", "--keep", _dataset.Split);
        Assert.Equal(0, kept.ExitCode);
        Assert.Contains("21 images join the split that is kept; no other image moves", kept.ErrorLines);
        Assert.Contains($"note: {_dataset.Split}: 1 name of 112 is not in this dataset: P02-1", kept.ErrorLines);
        var after = _dataset.Places();
        Assert.Equal(132, after.Count);
        Assert.All(before.Where(p => p.Key != "P02-1"), p => Assert.Equal(p.Value, after[p.Key]));
        Assert.Equal(after["P01-1"], after["P01-9"]);
        Assert.Equal(before.Values.Distinct().Order(StringComparer.Ordinal), after.Values.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task New_images_of_a_source_go_to_its_fold_though_it_is_another_by_size()
    {
        await _dataset.SplitAsync("--folds-by", "location");
        var wuhan = _dataset.Places()["P04-1"];
        for (var patient = 61; patient < 200; patient++)
        {
            _dataset.Add($"P{patient}-1", $"PatientID:{patient}", "location:Wuhan");
        }

        await _dataset.SplitAsync("--keep", _dataset.Split);
        var places = _dataset.Places();
        Assert.Equal(wuhan, places["P04-1"]);
        Assert.All(Enumerable.Range(61, 139), patient => Assert.Equal(wuhan, places[$"P{patient}-1"]));
    }

    [Fact]
    public async Task Folds_of_other_people_are_kept_as_folds()
    {
        var folds = _dataset.Write("splits_final.json", """[{"train": ["P02-1", "P04-1"], "val": ["P01-1"]}, {"train": ["P01-1", "P04-1"], "val": ["P02-1"]}, {"train": ["P01-1", "P02-1"], "val": ["P04-1"]}]""");
        var answer = await _dataset.SplitAsync("--keep", folds);
        Assert.Equal(["fold 0", "fold 1", "fold 2"], answer.GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(("fold 0", "fold 1", "fold 2"), (_dataset.Places()["P01-1"], _dataset.Places()["P02-1"], _dataset.Places()["P04-1"]));
    }

    [Fact]
    public async Task Lists_of_other_people_get_no_part_that_they_have_not()
    {
        var list = _dataset.Write("list.csv", "id,part\nP01-1,train\nP02-1,train\nP04-1,train\nP07-1,test\n");
        await _dataset.SplitAsync("--keep", list);
        var places = _dataset.Places();
        Assert.Equal(["test", "train"], places.Values.Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(places.Values.Count(p => p == "test"), 26, 30);
    }

    [Fact]
    public async Task A_kept_split_that_leaks_is_told()
    {
        var list = _dataset.Write("list.csv", "id,part\nP05-1,train\nP05-2,test\nP01-1,val\n");
        var kept = await _dataset.RunAsync("split", "--keep", list);
        Assert.Equal(1, kept.ExitCode);
        Assert.Contains("across parts: 1 patient, 1 group, 0 pairs of one film", kept.Out, StringComparison.Ordinal);
        Assert.Matches("patient 5: P05-1 in train, P05-2 in test, P05-3 in t[a-z]+, P05-4 in t[a-z]+", kept.Out);
        Assert.Equal(("train", "test"), (_dataset.Places()["P05-1"], _dataset.Places()["P05-2"]));
    }

    [Theory]
    [InlineData("--folds 5", "--folds 4", "covidxr: --keep: the split that is kept has 5 folds, --folds 4 asks for fewer")]
    [InlineData("--train 80", "--folds 4", "covidxr: --keep: the split that is kept has no folds, --folds 4 asks for some")]
    [InlineData("--train 80", "--folds-by sex", "covidxr: --keep: the split that is kept has no folds, --folds-by asks for some")]
    [InlineData("--folds 5", "--train 80", "covidxr: folds take the place of train and val; only --test goes with them")]
    public async Task A_split_of_another_kind_is_refused(string first, string second, string expected)
    {
        await _dataset.SplitAsync(first.Split(' '));
        var before = File.ReadAllBytes(_dataset.Split);
        var refused = await _dataset.RunAsync("split", ["--keep", _dataset.Split, .. second.Split(' ')]);
        Assert.Equal((2, expected), (refused.ExitCode, SplitDataset.LinesBesideFilms(refused)[0]));
        Assert.Equal(before, File.ReadAllBytes(_dataset.Split));
    }
}
