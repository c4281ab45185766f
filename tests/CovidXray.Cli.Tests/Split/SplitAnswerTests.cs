using System.Text.Json;

namespace CovidXray.Cli.Tests.Split;

/// <summary>What split makes, saves and says.</summary>
public sealed class SplitAnswerTests : IDisposable
{
    private readonly SplitDataset _dataset = SplitDataset.OfSixty();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task Alone_it_makes_train_val_and_test_and_keeps_patients_together()
    {
        var split = await _dataset.RunAsync("split");
        Assert.Equal(0, split.ExitCode);
        Assert.Equal([$"saved to {_dataset.Split}"], SplitDataset.LinesBesideFilms(split));
        Assert.Contains("across parts: 0 patients, 0 groups, 0 pairs of one film", split.Out, StringComparison.Ordinal);
        var places = _dataset.Places();
        Assert.Equal(112, places.Count);
        Assert.All(places.GroupBy(p => p.Key[..3]), patient => Assert.Single(patient.Select(p => p.Value).Distinct()));
        Assert.InRange(places.Values.Count(p => p == "train"), 76, 81);
        Assert.InRange(places.Values.Count(p => p == "val"), 15, 19);
        Assert.InRange(places.Values.Count(p => p == "test"), 15, 19);
    }

    [Theory]
    [InlineData("--train 80 --val 10", "train 90, val 11, test 11", 2)]
    [InlineData("--train 80", "train 90, test 22", 2)]
    [InlineData("--val 25", "train 84, val 28", 2)]
    [InlineData("--test 12.5%", "train 98, test 14", 2)]
    [InlineData("--folds 4", "fold 0 28, fold 1 28, fold 2 28, fold 3 28", 2)]
    [InlineData("--folds 4 --test 50", "test 56, fold 0 14, fold 1 14, fold 2 14, fold 3 14", 3)]
    public async Task Shares_that_are_not_given_are_what_is_left(string args, string expected, int slack)
    {
        var sizes = SplitDataset.Sizes(await _dataset.SplitAsync(args.Split(' ')));
        foreach (var (own, asked) in sizes.Split(", ").Zip(expected.Split(", ")))
        {
            Assert.Equal(asked[..asked.LastIndexOf(' ')], own[..own.LastIndexOf(' ')]);
            Assert.InRange(Size(own) - Size(asked), -slack, slack);
        }

        Assert.Equal(expected.Split(", ").Length, sizes.Split(", ").Length);

        static int Size(string part) => int.Parse(part[(part.LastIndexOf(' ') + 1)..]);
    }

    [Fact]
    public async Task A_seed_gives_one_split_and_another_seed_another()
    {
        var first = (await _dataset.SplitAsync("--seed", "7")).GetProperty("fingerprint").GetString();
        var saved = File.ReadAllBytes(_dataset.Split);
        Assert.Equal(first, (await _dataset.SplitAsync("--seed", "7")).GetProperty("fingerprint").GetString());
        Assert.Equal(saved, File.ReadAllBytes(_dataset.Split));
        Assert.NotEqual(first, (await _dataset.SplitAsync("--seed", "8")).GetProperty("fingerprint").GetString());
    }

    [Fact]
    public async Task Fields_and_concepts_are_balanced_and_none_asks_for_sizes_alone()
    {
        var answer = await _dataset.SplitAsync("--stratify", "sex,pa", "--train", "70", "--val", "15");
        Assert.Equal(["pa no", "pa yes", "sex F", "sex M"], answer.GetProperty("values").EnumerateArray().Select(v => $"{v.GetProperty("field").GetString()} {v.GetProperty("value").GetString()}").Order(StringComparer.Ordinal));
        Assert.InRange(Math.Abs(answer.GetProperty("largest_deviation").GetProperty("points").GetDouble()), 0, 3.5);
        await _dataset.SplitAsync("--stratify", "none");
        Assert.False(JsonDocument.Parse(File.ReadAllBytes(_dataset.Split)).RootElement.GetProperty("options").GetProperty("is_balanced").GetBoolean());
    }

    [Fact]
    public async Task Group_by_keeps_the_images_of_a_value_together()
    {
        var split = await _dataset.RunAsync("split", "--group-by", "location", "--stratify", "none");
        Assert.Equal(0, split.ExitCode);
        Assert.Equal(3, _dataset.Places().Values.Distinct().Count());
        var sizes = await _dataset.SplitAsync("--group-by", "location");
        Assert.Equal(3, sizes.GetProperty("groups").GetInt32());
    }

    [Fact]
    public async Task No_group_is_noted_and_leaks_without_an_error()
    {
        var split = await _dataset.RunAsync("split", "--no-group", "--json");
        Assert.Equal(0, split.ExitCode);
        Assert.Contains("note: patients and copies of one film are not kept together (--no-group)", split.ErrorLines);
        Assert.NotEqual(0, JsonDocument.Parse(split.Out).RootElement.GetProperty("across").GetProperty("patients").GetInt32());
    }

    [Fact]
    public async Task A_held_out_source_is_test_and_nothing_else_is()
    {
        var split = await _dataset.RunAsync("split", "--test-where", "location like \"Milan*\"");
        Assert.Equal(0, split.ExitCode);
        Assert.Contains("test holds out location like \"Milan*\": shares are those of the other images", split.Out, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(1, 10).Select(i => $"P{6 * i:00}"),
            _dataset.Places().Where(p => p.Value == "test").Select(p => p.Key[..3]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Folds_by_a_field_leave_one_source_out()
    {
        var answer = await _dataset.SplitAsync("--folds-by", "location");
        Assert.Equal(["Madrid", "Milan, Italy", "Wuhan"], answer.GetProperty("parts").EnumerateArray().SelectMany(p => p.GetProperty("values").EnumerateArray()).Select(v => v.GetString()).Order(StringComparer.Ordinal));
        var text = await _dataset.RunAsync("split", "--folds-by", "location", "--folds", "2");
        Assert.Matches(@"fold \d .*Milan, Italy; Wuhan \(small ones joined\)", text.Out);
    }

    [Fact]
    public async Task A_split_without_films_says_what_that_means()
    {
        var split = await _dataset.RunAsync("split");
        Assert.Equal(0, split.ExitCode);
        Assert.Contains("note: without films nobody knows which images show one film under two names; such images may be in two parts", split.ErrorLines);
        Assert.DoesNotContain("films", (await _dataset.RunAsync("split", "--no-group", "--dry-run")).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_of_a_film_under_two_patients_stay_together()
    {
        var film = Directory.GetFiles(Path.Combine(Cli.Sample, "images"), "*.jpg").Min(StringComparer.Ordinal)!;
        Directory.CreateDirectory(Path.Combine(_dataset.Location, "images"));
        foreach (var id in (string[])["P01-1", "P02-1"])
        {
            File.Copy(film, Path.Combine(_dataset.Location, "images", $"film-{id}.jpg"));
        }

        for (var seed = 0; seed < 6; seed++)
        {
            var answer = await _dataset.SplitAsync("--seed", $"{seed}");
            Assert.Equal((1, 59), (answer.GetProperty("duplicate_pairs").GetInt32(), answer.GetProperty("groups").GetInt32()));
            var places = _dataset.Places();
            Assert.Equal(places["P01-1"], places["P02-1"]);
        }

        _dataset.Write("covidxr.toml", "[[duplicates]]\ndifferent = [\"P01-1\", \"P02-1\"]\nreason = \"a test\"\n");
        Assert.Equal(60, (await _dataset.SplitAsync()).GetProperty("groups").GetInt32());
    }

    [Fact]
    public async Task Out_saves_elsewhere_and_split_uses_it()
    {
        var path = Path.Combine(_dataset.Location, "five.json");
        var made = await _dataset.RunAsync("split", "--folds", "5", "--out", path);
        Assert.Equal([$"saved to {path}"], SplitDataset.LinesBesideFilms(made));
        Assert.False(File.Exists(_dataset.Split));
        var fold = await _dataset.RunAsync("filter", "--fold", "1,2", "--split", path, "--list", "--dry-run");
        Assert.Equal(_dataset.Places(path).Where(p => p.Value is "fold 1" or "fold 2").Select(p => p.Key).Order(StringComparer.Ordinal), fold.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_saves_nothing_and_clear_forgets()
    {
        Assert.Contains("nothing is saved", (await _dataset.RunAsync("split", "--dry-run")).ErrorLines);
        Assert.False(File.Exists(_dataset.Split));
        Assert.Equal(["no split was saved"], (await _dataset.RunAsync("split", "--clear")).ErrorLines);
        await _dataset.SplitAsync();
        Assert.Equal([$"{_dataset.Split} is deleted; images are in no part any more"], (await _dataset.RunAsync("split", "--clear")).ErrorLines);
        Assert.False(File.Exists(_dataset.Split));
    }

    [Fact]
    public async Task A_second_split_says_what_it_replaces()
    {
        await _dataset.SplitAsync("--folds", "4");
        var second = await _dataset.RunAsync("split", "--seed", "2");
        Assert.Equal([$"saved to {_dataset.Split}, which replaces a split of 112 images (4 folds)"], SplitDataset.LinesBesideFilms(second));
        var third = await _dataset.RunAsync("split", "--seed", "2");
        Assert.EndsWith("; no image moved", Assert.Single(SplitDataset.LinesBesideFilms(third)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--test-where", "sex = F", "holds out 'sex = F'")]
    [InlineData("--import", "LIST", "was imported from list.csv")]
    public async Task What_chance_does_not_bring_back_is_replaced_on_demand_only(string option, string value, string reason)
    {
        var list = _dataset.Write("list.csv", "id,part\nP01-1,train\nP02-1,val\n");
        await _dataset.SplitAsync(option, value == "LIST" ? list : value);
        var before = File.ReadAllBytes(_dataset.Split);
        var refused = await _dataset.RunAsync("split");
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Equal($"covidxr: {_dataset.Split}: the saved split {reason}; --replace replaces it, --out FILE saves the new one elsewhere", Assert.Single(refused.ErrorLines));
        Assert.Equal(before, File.ReadAllBytes(_dataset.Split));
        Assert.Equal(0, (await _dataset.RunAsync("split", "--replace")).ExitCode);
    }

    [Fact]
    public async Task The_dataset_and_its_annotations_have_one_split()
    {
        Assert.Equal(0, (await Cli.RunAsync("split", "-d", _dataset.Annotations)).ExitCode);
        Assert.True(File.Exists(_dataset.Split));
        Assert.Equal(0, (await _dataset.RunAsync("filter", "--part", "test", "--dry-run")).ExitCode);
    }

    [Fact]
    public async Task Images_are_chosen_but_groups_are_those_of_all()
    {
        // The patient of A and C is known by B alone, which is not chosen.
        _dataset.Add("A", "PatientID:A", "location:x", "View/PA");
        _dataset.Add("B", "PatientID:A", "location:y", "View/Lateral");
        _dataset.Add("C", "PatientID:C", "location:y", "View/PA");
        foreach (var seed in (string[])["1", "2", "3", "4"])
        {
            await _dataset.SplitAsync("--exclude", "lateral", "--where", "location in (x, y) or age < 40", "--group-by", "location", "--stratify", "none", "--seed", seed, "--train", "50");
            var places = _dataset.Places();
            Assert.DoesNotContain("B", places.Keys);
            Assert.Equal(places["A"], places["C"]);
        }
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_named_and_the_rest_is_split()
    {
        _dataset.Write("annotations/bad.json", "{");
        var split = await _dataset.RunAsync("split");
        Assert.Equal(1, split.ExitCode);
        Assert.Contains(split.ErrorLines, l => l.Contains("bad.json", StringComparison.Ordinal));
        Assert.Equal(112, _dataset.Places().Count);
    }

    [Fact]
    public async Task Json_has_these_keys()
    {
        var answer = await _dataset.SplitAsync("--dry-run");
        Assert.Equal(
            ["schema", "images", "patients", "without_patient", "groups", "largest_group", "duplicate_pairs", "seed", "fingerprint", "parts", "across", "leaks", "values", "largest_deviation", "random_split", "joined", "without_part", "saved", "replaced", "failed"],
            answer.EnumerateObject().Select(p => p.Name));
        Assert.InRange(answer.GetProperty("random_split").GetProperty("leaky_share").GetDouble(), 0.3, 0.8);
    }
}
