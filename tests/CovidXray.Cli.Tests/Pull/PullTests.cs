namespace CovidXray.Cli.Tests.Pull;

/// <summary>A pull from a server that behaves.</summary>
public sealed class PullTests : ServedPull
{
    [Fact]
    public async Task Everything_comes_and_a_second_pull_transfers_nothing()
    {
        var pull = await Server.PullAsync(Folder);
        Assert.Equal((0, ""), (pull.ExitCode, string.Concat(pull.ErrorLines.Skip(1))));
        Assert.Equal(
            $"all-images in {Folder}: 12 annotation files, 12 images, 0 missing\n  source images\n  V7         12\n",
            pull.Out);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(13, Server.Requests.Count);

        var before = PulledFolder.Snapshot(Folder);
        Server.ForgetRequests();
        var second = await Server.PullAsync(Folder);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("here already     12", second.Out, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        Assert.Equal(before, PulledFolder.Snapshot(Folder));
    }

    [Fact]
    public async Task The_pulled_folder_is_a_dataset_for_the_other_commands()
    {
        await Server.PullAsync(Folder);
        var masks = await Cli.RunAsync("masks", "-d", Folder, "--out", Path.Combine(Temporary.Location, "masks"));
        Assert.Equal(0, masks.ExitCode);
        Assert.StartsWith("12 masks", masks.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("covid-only")]
    [InlineData("v7-labs/covid-19-chest-x-ray-dataset:covid-only")]
    [InlineData("covid-19-chest-x-ray-dataset:covid-only")]
    public async Task A_release_is_named_by_itself_or_in_V7s_grammar(string release)
    {
        var pull = await Server.PullAsync(Folder, release);
        Assert.StartsWith($"covid-only in {Folder}: 3 annotation files, 3 images", pull.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a:b:c")]
    [InlineData("a/b/c")]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("all images")]
    public async Task What_names_no_release_is_a_usage_error(string release)
    {
        var pull = await Server.PullAsync(Folder, release);
        Assert.Equal(2, pull.ExitCode);
        Assert.Contains("names no release", pull.Err, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Archives_whose_addresses_differ_in_their_query_are_two()
    {
        var halves = FilmServer.Films.Chunk(6).Select(half => FilmServer.Zip(half.Select(f => (f.Key, f.Value)))).ToArray();
        Server.On("/get", (context, _, _) => Answers.WholeAsync(context, halves[context.Request.Query["f"] == "a.zip" ? 0 : 1]));
        var pull = await Server.PullAsync(Folder, "--images-from", $"{Server.Address}/get?f=a.zip", "--images-from", $"{Server.Address}/get?f=b.zip", "--images-order", "only");
        Assert.Equal((0, 12), (pull.ExitCode, PulledFolder.AssertRight(Folder, Server)));
        Assert.Equal(2, Server.Requests.Count(r => r.Path == "/get"));
    }

    [Fact]
    public async Task Filters_choose_which_images_come()
    {
        var pull = await Server.PullAsync(Folder, "--exclude", "ct", "--min-size", "512");
        Assert.Equal(0, pull.ExitCode);
        Assert.Contains("filtered: 9 of 12 images", pull.Err, StringComparison.Ordinal);
        Assert.Equal(9, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(10, Server.Requests.Count);
    }

    [Fact]
    public async Task A_limit_and_no_images_at_all()
    {
        Assert.Equal(0, (await Server.PullAsync(Folder, "--no-images")).ExitCode);
        Assert.Equal(0, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(0, (await Server.PullAsync(Folder, "--limit", "5")).ExitCode);
        Assert.Equal(5, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(6, Server.Requests.Count);
    }

    [Fact]
    public async Task Thumbnails_have_a_folder_of_their_own()
    {
        var pull = await Server.PullAsync(Folder, "--thumbnails");
        Assert.Equal(0, pull.ExitCode);
        Assert.Equal(12, Directory.GetFiles(Path.Combine(Folder, "thumbnails")).Length);
        Assert.Equal(0, PulledFolder.AssertRight(Folder, Server));
        Server.ForgetRequests();
        Assert.Equal(0, (await Server.PullAsync(Folder, "--thumbnails")).ExitCode);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_dry_run_fetches_nothing_and_leaves_nothing()
    {
        var run = await Server.PullAsync(Folder, "--dry-run");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("annotations: all-images from", run.Out, StringComparison.Ordinal);
        Assert.Contains("kB", run.Out, StringComparison.Ordinal);
        Assert.Equal("HEAD", Assert.Single(Server.Requests).Method);
        Assert.False(Directory.Exists(Folder));

        await Server.PullAsync(Folder, "--limit", "5");
        Server.ForgetRequests();
        var second = await Server.PullAsync(Folder, "--dry-run", "--images-from", Path.Combine(Cli.Sample, "images"));
        Assert.Contains("images: 12; 5 are here; 7 to copy", second.Out, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        Assert.Equal(5, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task Offline_is_offline()
    {
        var pull = await Server.PullAsync(Folder, "--offline");
        Assert.Equal(2, pull.ExitCode);
        Assert.Contains("--offline forbids", pull.Err, StringComparison.Ordinal);
        pull = await Server.PullAsync(Folder, "--offline", "--source", Cli.Sample, "--images-from", "ieee8023");
        Assert.Equal(2, pull.ExitCode);
        pull = await Server.PullAsync(Folder, "--offline", "--replace", "--source", Cli.Sample);
        Assert.Equal(0, pull.ExitCode);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Another_release_needs_another_folder_or_leave_to_replace()
    {
        await Server.PullAsync(Folder, "covid-only");
        var other = await Server.PullAsync(Folder, "all-images");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("holds covid-only", other.Err, StringComparison.Ordinal);
        Assert.Equal(3, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(0, (await Server.PullAsync(Folder, "all-images", "--replace")).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(0, (await Server.PullAsync(Folder, "covid-only", "--replace")).ExitCode);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(Folder, "annotations")).Length);
    }

    [Fact]
    public async Task A_mirror_is_asked_before_V7_after_it_or_alone()
    {
        var mirror = $"{Server.Address}/ieee8023/{{original}}";
        Assert.Contains("12", (await Server.PullAsync(Path.Combine(Temporary.Location, "before"), "--images-from", mirror)).Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Requests, r => r.Path.StartsWith("/api/", StringComparison.Ordinal));
        Server.ForgetRequests();
        Server.On(FilmServer.PathOf("9000003"), Answers.Status(404));
        var after = await Server.PullAsync(Path.Combine(Temporary.Location, "after"), "--images-from", "ieee8023", "--images-order", "after");
        Assert.Equal(0, after.ExitCode);
        Assert.Single(Server.Requests, r => r.Path.StartsWith("/ieee8023/", StringComparison.Ordinal));
        Server.ForgetRequests();
        Server.On("/ieee8023/phantom-007.jpg", Answers.Status(404));
        var only = await Server.PullAsync(Path.Combine(Temporary.Location, "only"), "--images-from", $"{Server.Address}/ieee8023/", "--images-order", "only");
        Assert.Equal(1, only.ExitCode);
        Assert.DoesNotContain(Server.Requests, r => r.Path.StartsWith("/api/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_zip_on_the_web_serves_as_release_and_as_images()
    {
        Server.Put("/films.zip", FilmServer.Zip([.. FilmServer.Films.Select(f => ($"chest_xray/train/{f.Key}", f.Value))]));
        var pull = await Server.PullAsync(Folder, "--source", $"{Server.Address}/repository/annotations/covid-only.zip?sig=secret", "--images-from", $"{Server.Address}/films.zip", "--images-order", "only");
        Assert.Equal(0, pull.ExitCode);
        Assert.Equal(3, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(2, Server.Requests.Count);
        Assert.DoesNotContain("secret", File.ReadAllText(Path.Combine(Folder, "covidxr.lock.json")) + pull.Out + pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_what_came_from_where()
    {
        Server.On(FilmServer.PathOf("9000002"), Answers.Status(404));
        var pull = await Server.PullAsync(Folder, "--json");
        Assert.Equal(1, pull.ExitCode);
        using var json = System.Text.Json.JsonDocument.Parse(pull.Out);
        Assert.Equal(12, json.RootElement.GetProperty("annotations").GetInt32());
        Assert.Equal(11, json.RootElement.GetProperty("fetched").GetProperty("V7").GetInt32());
        Assert.Equal("9000002", json.RootElement.GetProperty("missing")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Two_pulls_into_one_folder_do_not_meet()
    {
        var isServed = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Server.On(FilmServer.PathOf("9000001"), async (context, content, _) =>
        {
            isServed.TrySetResult();
            await go.Task;
            await Answers.WholeAsync(context, content);
        });
        var first = Server.PullAsync(Folder);
        await isServed.Task;
        var second = await Server.PullAsync(Folder);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another covidxr pull is at work in this folder", second.Err, StringComparison.Ordinal);
        go.SetResult();
        Assert.Equal(0, (await first).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Theory]
    [InlineData("20M")]
    [InlineData("20MB")]
    [InlineData("20mb")]
    [InlineData("20000k")]
    [InlineData("0.02G")]
    [InlineData("20000000")]
    public async Task A_rate_is_written_as_other_numbers_of_bytes_are(string rate) =>
        Assert.Equal(0, (await Server.PullAsync(Folder, "--no-images", "--max-rate", rate)).ExitCode);

    [Fact]
    public async Task A_limit_says_what_it_takes() =>
        Assert.Equal("covidxr: --limit is 0; expected a whole number, 1 or more.", (await Server.PullAsync(Folder, "--limit", "0")).ErrorLines[0]);

    [Theory]
    [InlineData("--where", "age >>")]
    [InlineData("--min-size", "large")]
    public async Task A_rule_that_cannot_be_understood_is_known_before_anything_is_fetched(string option, string value)
    {
        var pull = await Server.PullAsync(Folder, option, value);
        Assert.Equal(2, pull.ExitCode);
        Assert.Contains(option, pull.Err, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Images_without_a_row_in_the_metadata_are_counted()
    {
        var table = Temporary.Write("metadata.csv", "patientid,filename,license\n1,phantom-001-pa.jpg,CC0\n"u8);
        var pull = await Server.PullAsync(Folder, "--metadata", table, "--license-allow", "CC0");
        Assert.Contains("note: 11 of 12 images have no row in the metadata table", pull.ErrorLines);
    }

    [Fact]
    public async Task The_rate_is_held()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var bytes = FilmServer.Films.Values.Sum(f => (long)f.Length) + Server.At("/repository/annotations/all-images.zip").Length;
        Assert.Equal(0, (await Server.PullAsync(Folder, "--max-rate", $"{bytes}")).ExitCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 20);
    }

    [Theory]
    [InlineData("--limit", "0")]
    [InlineData("--retries", "-1")]
    [InlineData("--timeout", "0")]
    [InlineData("--max-rate", "fast")]
    [InlineData("--max-rate", "2MM")]
    [InlineData("--limit", "many")]
    [InlineData("--limit", "1.5")]
    [InlineData("--images-order", "never")]
    [InlineData("--images-from", "no-such-folder")]
    [InlineData("--images-from", "ftp://mirror/{original}")]
    [InlineData("--images-from", "https://mirror/{name}")]
    [InlineData("--source", "no-such.zip")]
    [InlineData("--api-key", "two words")]
    [InlineData("--adopt", "no-such-folder")]
    public async Task A_value_that_makes_no_sense_is_a_usage_error(string option, string value)
    {
        var pull = await Server.PullAsync(Folder, option, value);
        Assert.Equal(2, pull.ExitCode);
        Assert.Contains(option, pull.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "images")));
    }
}
