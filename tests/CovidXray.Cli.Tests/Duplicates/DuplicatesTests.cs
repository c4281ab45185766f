using System.Text.Json;
using CovidXray.Tests;
using CovidXray.Tests.Duplicates;

namespace CovidXray.Cli.Tests.Duplicates;

public sealed class DuplicatesTests : IDisposable
{
    private readonly PlantedDataset _dataset = new();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task Copies_are_told_in_groups_with_the_one_to_keep_across_patients_first()
    {
        _dataset.Add("a-half", "half.jpg", PlantedDataset.HalfSize(1), "P1");
        _dataset.Add("z-png", "png.png", PhantomFilms.Save(PlantedDataset.Film(2), isPng: true), "P9");
        var run = await _dataset.RunAsync();
        Assert.Equal(0, run.ExitCode);
        var lines = run.Out.Split('\n');
        Assert.Equal("6 films compared, threshold 150", lines[0]);
        Assert.Equal("2 pairs show the same picture in 2 groups, 1 across patients", lines[1]);
        Assert.StartsWith("group 1, across patients; weakest pair film2 z-png: ", lines[3], StringComparison.Ordinal);

        // As many pixels, and lossless.
        Assert.Matches(@"z-png +480x420 +P9 keep +png\.png", run.Out);
        Assert.Matches(@"film1 +480x420 +P1 keep +film1\.jpg", run.Out);
        Assert.Contains("hashes of 6 films are kept in ", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_figures_of_each_pair_and_near_pairs_only_if_they_are_asked_for()
    {
        _dataset.Add("negative", "n.png", PhantomFilms.Save(PlantedDataset.Film(0), i => i.Invert(), isPng: true), patient: null);
        var found = await _dataset.FindAsync();
        var pair = Assert.Single(found.GetProperty("pairs").EnumerateArray());
        Assert.Equal(["film0 negative negative"], PlantedDataset.Pairs(found));
        Assert.InRange(pair.GetProperty("distance").GetInt32(), 0, 60);
        Assert.InRange(pair.GetProperty("correlation").GetDouble(), 0.97, 1);
        Assert.Equal(JsonValueKind.Null, pair.GetProperty("across_patients").ValueKind);
        Assert.Equal(1, found.GetProperty("schema").GetInt32());
        Assert.False(found.TryGetProperty("near", out _));
        Assert.True((await _dataset.FindAsync("--near")).TryGetProperty("near", out _));
    }

    [Fact]
    public async Task A_threshold_below_the_distance_finds_nothing_and_tells_the_pair_as_near()
    {
        _dataset.Add("low", "low.jpg", PhantomFilms.Save(PlantedDataset.Film(0), i => PhantomFilms.Cut(i, 0.02), quality: 20), "P0");
        Assert.Equal(["film0 low same"], PlantedDataset.Pairs(await _dataset.FindAsync()));
        var found = await _dataset.FindAsync("--threshold", "0", "--near");
        Assert.Empty(PlantedDataset.Pairs(found));
        var usage = await _dataset.RunAsync("--threshold", "401");
        Assert.Equal(2, usage.ExitCode);
        Assert.Contains("--threshold is 401; expected 0 to 400.", usage.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_films_are_named_missing_ones_told_and_the_rest_is_done()
    {
        var copy = PlantedDataset.HalfSize(3);
        _dataset.Add("copy", "copy.jpg", copy, "P3");
        _dataset.Add("cut-off", "cut-off.jpg", copy[..(copy.Length / 2)], "P8");
        _dataset.Add("web-page", "page.jpg", "<html>"u8.ToArray(), "P8");
        _dataset.Add("gone", "gone.jpg", film: null, "P8");
        var run = await _dataset.RunAsync("--json");
        Assert.Equal(1, run.ExitCode);
        var found = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(["copy film3 same"], PlantedDataset.Pairs(found));
        Assert.Equal(["cut-off", "web-page"], found.GetProperty("damaged").EnumerateArray().Select(i => i.GetString()));
        Assert.Equal(["gone"], found.GetProperty("missing").EnumerateArray().Select(i => i.GetString()));
        Assert.Contains("cut-off.jpg: is damaged", run.Err, StringComparison.Ordinal);
        Assert.Contains("page.jpg: is no JPEG or PNG but", run.Err, StringComparison.Ordinal);
        Assert.Contains("note: 1 image has no film: gone", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_suggested_filter_keeps_one_of_each_group()
    {
        _dataset.Add("it's", "its.jpg", PlantedDataset.HalfSize(1), "P1");
        _dataset.Add("big", "big.jpg", PhantomFilms.Save(PlantedDataset.Film(1), i => i.Resize(1.5)), "P1");
        var run = await _dataset.RunAsync("--suggest", "--exclude", "lateral");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"""covidxr filter -d {_dataset.Location} --exclude lateral --where 'id not in ("film1", "it'\''s")'""" + "\n", run.Out);

        // As a shell takes it.
        var where = run.Out.TrimEnd('\n').Split("--where ")[1][1..^1].Replace("'\\''", "'", StringComparison.Ordinal);
        var filtered = await Cli.RunAsync(["filter", "-d", _dataset.Location, "--exclude", "lateral", "--where", where, "--list"]);
        Assert.Equal((0, "big\nfilm0\nfilm2\nfilm3\n"), (filtered.ExitCode, filtered.Out));
        Assert.Equal((0, ""), await _dataset.RunAsync("--suggest") is var again ? (again.ExitCode, again.Out) : default);
        Assert.Empty((await _dataset.RunAsync("--suggest")).Out);
    }

    [Fact]
    public async Task Rules_choose_what_is_told_and_not_what_is_compared()
    {
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "P7");
        Assert.Equal(["copy film3 same"], PlantedDataset.Pairs(await _dataset.FindAsync("--where", "patient = P7")));
        var other = await _dataset.FindAsync("--where", "patient = P1");
        Assert.Empty(PlantedDataset.Pairs(other));
        Assert.Equal((1, 5), (other.GetProperty("images").GetInt32(), other.GetProperty("compared").GetInt32()));
    }

    [Fact]
    public async Task A_member_that_only_others_join_is_marked()
    {
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "P3");
        var config = _dataset.Write("judged.toml", """
            [[duplicates]]
            same = ["film0", "copy"]
            reason = "seen"
            """);
        var found = await _dataset.FindAsync("--config", config);
        var group = Assert.Single(found.GetProperty("groups").EnumerateArray());
        Assert.Equal("film0", group.GetProperty("keep").GetString());
        Assert.Equal("copy film0", $"{group.GetProperty("weakest").GetProperty("a")} {group.GetProperty("weakest").GetProperty("b")}");
        Assert.Equal(["film3"], group.GetProperty("films").EnumerateArray().Where(f => f.GetProperty("only_through_others").GetBoolean()).Select(f => f.GetProperty("id").GetString()));
        Assert.Matches(@"film3 +480x420 +P3 only through others", (await _dataset.RunAsync("--config", config)).Out);
    }

    [Fact]
    public async Task Judged_pairs_are_obeyed_and_told_with_their_reason()
    {
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "P3");
        _dataset.Write("dataset/covidxr.toml", """
            [[duplicates]]
            different = ["copy", "film3"]
            reason = "a phantom's twin"

            [[duplicates]]
            same = ["film0", "film1"]
            reason = "seen by eye"

            [[duplicates]]
            same = ["film0", "nobody"]
            reason = "of another release"
            """);
        var run = await _dataset.RunAsync("--json", "--near");
        var found = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(["film0 film1 same"], PlantedDataset.Pairs(found));
        Assert.Equal("same seen by eye", $"{found.GetProperty("pairs")[0].GetProperty("judged")} {found.GetProperty("pairs")[0].GetProperty("reason")}");
        Assert.Contains("copy film3 same", PlantedDataset.Pairs(found, "near"));
        Assert.Contains("note: 1 judged image is not in the dataset: nobody", run.Err, StringComparison.Ordinal);

        _dataset.Write("dataset/covidxr.toml", "[[duplicates]]\nsame = ['copy', 'film3'\n");
        var damaged = await _dataset.RunAsync();
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains("covidxr.toml:", damaged.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_another_dataset_only_pairs_of_both_are_told()
    {
        using var other = new PlantedDataset();
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "P3");
        File.Delete(Path.Combine(other.Location, "annotations", "film0.json"));
        File.Delete(Path.Combine(other.Location, "annotations", "film1.json"));
        var found = await _dataset.FindAsync("--against", other.Location);
        Assert.Equal(["copy film3 same", "film2 film2 same", "film3 film3 same"], PlantedDataset.Pairs(found));
        Assert.Equal(2, found.GetProperty("against").GetProperty("compared").GetInt32());
        Assert.False(found.TryGetProperty("groups", out _));
        Assert.StartsWith("5 films compared with 2 films of ", (await _dataset.RunAsync("--against", other.Location)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_has_a_pair_a_row()
    {
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "=P3");
        var table = Path.Combine(_dataset.Location, "..", "pairs.csv");
        Assert.Equal(0, (await _dataset.RunAsync("--csv", table)).ExitCode);
        var lines = File.ReadAllLines(table);
        Assert.StartsWith("a,b,same,distance,correlation,kind,part,across_patients,judged,reason,file_a,", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^copy,film3,true,\d+,(0\.\d+|1),same,false,true,,,copy\.jpg,240,210,'=P3,film3\.jpg,480,420,P3$", lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task The_page_shows_films_side_by_side_and_fetches_nothing()
    {
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "<script>");
        var page = Path.Combine(_dataset.Location, "..", "pairs.html");
        Assert.Equal(0, (await _dataset.RunAsync("--html", page, "--near")).ExitCode);
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Equal(2, System.Text.RegularExpressions.Regex.Count(html.Split("Near, but")[0], "<img alt=\"[^\"]+\" src=\"data:image/jpeg;base64,"));
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_four_known_pairs_of_the_shared_films_are_found_and_no_others()
    {
        var films = SharedData.Path("films");
        var state = Path.Combine(_dataset.Location, "..", "state.json");
        var run = await Cli.RunAsync(["duplicates", "-d", films, "--duplicates", state, "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["1676447 1676687 same", "1676448 1676688 same", "1676449 1676689 same", "1676450 1676690 same"], PlantedDataset.Pairs(JsonDocument.Parse(run.Out).RootElement));
        Assert.All(JsonDocument.Parse(run.Out).RootElement.GetProperty("pairs").EnumerateArray(), p => Assert.InRange(p.GetProperty("distance").GetInt32(), 0, 30));
    }
}
