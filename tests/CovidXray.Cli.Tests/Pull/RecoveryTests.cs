using System.Diagnostics;
using CovidXray.Cli.Tests.Export;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>What is left after a pull that did not end well, and that the next one needs no more than that.</summary>
public sealed class RecoveryTests : ServedPull
{
    [Fact]
    public async Task A_pull_that_is_killed_loses_no_more_than_what_was_on_its_way()
    {
        const int Kills = 8;
        const int Jobs = 2;
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        foreach (var id in Enumerable.Range(9000001, 12))
        {
            Server.On(FilmServer.PathOf($"{id}"), Answers.Drip(3, 15));
        }

        var undisturbed = Path.Combine(Temporary.Location, "undisturbed");
        var clock = Stopwatch.StartNew();
        using (var whole = CovidxrProcess.Start([.. Server.Arguments(undisturbed, "--jobs", $"{Jobs}")]))
        {
            Assert.Equal(0, (await whole.EndAsync()).ExitCode);
        }

        var duration = clock.Elapsed;
        var expected = PulledFolder.Snapshot(undisturbed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var folder = Path.Combine(Temporary.Location, $"killed-{kill}");
            Server.ForgetRequests();
            using (var process = CovidxrProcess.Start([.. Server.Arguments(folder, "--jobs", $"{Jobs}")]))
            {
                // Each at some moment of its own part of the pull, so that a few of them reach all of it.
                await Task.Delay(duration * ((kill + random.NextDouble()) / Kills), TestContext.Current.CancellationToken);
                process.Kill();
                await process.EndAsync();
            }

            var images = Directory.Exists(Path.Combine(folder, "images")) ? Directory.GetFiles(Path.Combine(folder, "images")) : [];
            foreach (var image in images.Where(i => !Path.GetFileName(i).StartsWith('.')))
            {
                Assert.Equal(FilmServer.Films[Path.GetFileName(image)], await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken));
            }

            var again = await Server.PullAsync(folder);
            Assert.Equal(0, again.ExitCode);
            Assert.Equal(expected, PulledFolder.Snapshot(folder));
            PulledFolder.AssertRight(folder, Server);
            var twice = Server.Requests.GroupBy(r => r.Path).Where(g => g.Count() > 1).ToList();
            Assert.All(twice, g => Assert.Equal(2, g.Count()));
            Assert.InRange(twice.Count(g => g.Key.StartsWith("/api/", StringComparison.Ordinal)), 0, Jobs);
        }
    }

    [Fact]
    public async Task A_large_archive_goes_on_where_a_killed_pull_left_it()
    {
        const string Archive = "/repository/annotations/all-images.zip";
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        Server.Put(Archive, FilmServer.Zip([.. Server.Documents(), (".v7/noise.bin", noise)]));
        Server.On(Archive, Answers.Times(1, Answers.Stall(2_000_000)));
        using (var process = CovidxrProcess.Start([.. Server.Arguments(Folder)]))
        {
            var part = Path.Combine(Folder, ".covidxr.downloads");
            for (var tries = 0; tries < 600 && !(Directory.Exists(part) && Directory.GetFiles(part).Any(f => new FileInfo(f).Length >= 2_000_000)); tries++)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            await process.SignalAsync("KILL");
            await process.EndAsync();
        }

        Server.ForgetRequests();
        Server.On(Archive, null);

        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal("bytes=2000000-", Assert.Single(Server.Requests, r => r.Path == Archive).Range);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    /// <summary>A kill between the last byte and the name: there is no rest to ask for, and no further try is needed.</summary>
    [Fact]
    public async Task A_large_image_that_was_all_here_is_not_asked_for_again()
    {
        var path = FilmServer.PathOf("9000001");
        var film = LargeFilm(i => i);
        Server.On(path, (context, _, attempt) => Answers.Stall(film.Length - 1)(context, film, attempt));
        var images = Path.Combine(Folder, "images");
        Assert.Equal(1, (await Server.PullAsync(Folder, "--timeout", "2", "--retries", "0")).ExitCode);
        var part = Assert.Single(Directory.GetFiles(images, ".*.part"));
        await File.WriteAllBytesAsync(part, film, TestContext.Current.CancellationToken);
        Server.ForgetRequests();

        Assert.Equal(0, (await Server.PullAsync(Folder, "--retries", "0")).ExitCode);
        Assert.DoesNotContain(Server.Requests, r => r.Path == path);
        Assert.Equal(film, await File.ReadAllBytesAsync(Path.Combine(images, "phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
        PulledFolder.AssertLockIsTrue(Folder);
    }

    /// <summary>As long as it should be, and not the film: the next pull asks for it anew.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_part_that_is_whole_and_damaged_or_too_long_is_forgotten(int more)
    {
        var path = FilmServer.PathOf("9000001");
        var film = LargeFilm(i => i);
        Server.On(path, (context, _, attempt) => Answers.Stall(film.Length - 1)(context, film, attempt));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--timeout", "2", "--retries", "0")).ExitCode);
        var part = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "images"), ".*.part"));
        await File.WriteAllBytesAsync(part, new byte[film.Length + more], TestContext.Current.CancellationToken);
        Server.On(path, (context, _, attempt) => Answers.WithoutRange()(context, film, attempt));
        if (more == 0)
        {
            Assert.Equal(1, (await Server.PullAsync(Folder, "--retries", "0")).ExitCode);
        }

        Assert.Equal(0, (await Server.PullAsync(Folder, "--retries", "0")).ExitCode);
        Assert.Equal(film, await File.ReadAllBytesAsync(Path.Combine(Folder, "images", "phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
    }

    /// <summary>What was on the disk is forgotten, and so is its hash: the lock file tells that of what came at last.</summary>
    [Theory]
    [InlineData(206)]
    [InlineData(200)]
    public async Task A_large_image_that_changes_between_two_tries_is_recorded_as_it_came_at_last(int status)
    {
        var path = FilmServer.PathOf("9000001");
        var (before, after) = (LargeFilm(i => i), LargeFilm(i => i.Invert()));
        Assert.InRange(Math.Min(before.Length, after.Length), 1_500_000, int.MaxValue);
        FilmServer.Answer rest = status == 206
            ? Answers.RestOf(after, head => head.ETag = "\"2\"")
            : (context, _, attempt) => Answers.WithoutRange()(context, after, attempt);
        Server.On(path, (context, _, attempt) => (attempt == 1 ? Answers.Stall(1_400_000) : rest)(context, before, attempt));

        Assert.Equal(0, (await Server.PullAsync(Folder, "--timeout", "2")).ExitCode);
        Assert.Equal(["", "bytes=1400000-"], Server.Requests.Where(r => r.Path == path).Select(r => r.Range).Take(2));
        Assert.Equal(after, await File.ReadAllBytesAsync(Path.Combine(Folder, "images", "phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
        PulledFolder.AssertLockIsTrue(Folder);
    }

    [Fact]
    public async Task The_rest_of_another_archive_is_not_joined_to_what_an_earlier_pull_left()
    {
        const string Archive = "/repository/annotations/all-images.zip";
        var noise = new byte[3_000_000];
        Server.Put(Archive, FilmServer.Zip([(".v7/noise.bin", RandomNoise(noise, 1)), .. Server.Documents()]));
        Server.On(Archive, Answers.CutAfter(2_000_000));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--retries", "0")).ExitCode);
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, ".covidxr.downloads"), ".*.part"));

        var other = FilmServer.Zip([(".v7/noise.bin", RandomNoise(noise, 2)), .. Server.Documents()]);
        Server.On(Archive, Answers.RestOf(other, head => head.ETag = "\"2\""));
        Server.ForgetRequests();
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(["bytes=2000000-", ""], Server.Requests.Where(r => r.Path == Archive).Select(r => r.Range));
        using var record = System.Text.Json.JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, "covidxr.lock.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(other)),
            record.RootElement.GetProperty("release").GetProperty("sha256").GetString());
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));

        static byte[] RandomNoise(byte[] noise, int seed)
        {
            new Random(seed).NextBytes(noise);
            return noise;
        }
    }

    [Fact]
    public async Task An_image_that_was_recorded_but_did_not_reach_the_disk_is_fetched_again()
    {
        Server.On(FilmServer.PathOf("9000005"), Answers.Stall(100));
        using (var process = CovidxrProcess.Start([.. Server.Arguments(Folder, "--jobs", "1")]))
        {
            await Server.IsAskedForAsync("9000005");
            process.Kill();
            await process.EndAsync();
        }

        // What a machine that goes down at the wrong moment leaves: the name, the length, and no content.
        var lost = Path.Combine(Folder, "images", "a.phantom-003-fig4a.png");
        File.WriteAllBytes(lost, new byte[new FileInfo(lost).Length]);
        Server.On(FilmServer.PathOf("9000005"), null);
        Server.ForgetRequests();

        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Contains(Server.Requests, r => r.Path == FilmServer.PathOf("9000003"));
        Assert.DoesNotContain(Server.Requests, r => r.Path == FilmServer.PathOf("9000002"));
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task An_interrupted_pull_says_so_and_keeps_what_is_whole()
    {
        Server.On(FilmServer.PathOf("9000005"), Answers.Stall(100));
        using var process = CovidxrProcess.Start([.. Server.Arguments(Folder, "--jobs", "1")]);
        await Server.IsAskedForAsync("9000005");
        await process.SignalAsync("INT");
        var end = await process.EndAsync();
        Assert.Equal(130, end.ExitCode);
        Assert.Contains("interrupted: 4 images are here", end.Err, StringComparison.Ordinal);
        Assert.Equal(4, PulledFolder.AssertRight(Folder, Server));
        Server.On(FilmServer.PathOf("9000005"), null);
        Server.ForgetRequests();
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(8, Server.Requests.Count);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task A_full_disk_stops_the_pull_with_a_true_record()
    {
        Directory.CreateDirectory(Folder);

        // Room for the annotations and some of the images; one at a time, so that the first is not crowded out by the others.
        using (SmallDisk.Mount(Folder, kilobytes: 1200))
        {
            var pull = await Server.PullAsync(Folder, "--jobs", "1");
            Assert.Equal(1, pull.ExitCode);
            Assert.Contains("No space left", pull.Err, StringComparison.Ordinal);
            Assert.DoesNotContain("internal error", pull.Err, StringComparison.Ordinal);
            var images = PulledFolder.AssertRight(Folder, Server);
            Assert.InRange(images, 1, 11);
        }
    }

    [Fact]
    public async Task A_damaged_file_is_found_and_repaired()
    {
        await Server.PullAsync(Folder);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--verify")).ExitCode);
        var expected = PulledFolder.Snapshot(Folder);
        var image = Path.Combine(Folder, "images", "phantom-007.jpg");
        var film = await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken);
        film[^30] ^= 1;
        await File.WriteAllBytesAsync(image, film, TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(Folder, "annotations", "9000002.json"));

        Server.ForgetRequests();
        var verified = await Server.PullAsync(Folder, "--verify");
        Assert.Equal(1, verified.ExitCode);
        Assert.Equal("annotations/9000002.json: is gone\nimages/phantom-007.jpg: has other content than recorded\n2 of 24 files are not as covidxr.lock.json says; --verify --repair fetches them anew\n", verified.Out);
        Assert.Empty(Server.Requests);

        Assert.Equal(0, (await Server.PullAsync(Folder, "--verify", "--repair")).ExitCode);
        Assert.Equal(2, Server.Requests.Count);
        Assert.Equal(expected, PulledFolder.Snapshot(Folder));
    }

    [Fact]
    public async Task A_locked_pull_brings_exactly_what_the_lock_file_says()
    {
        await Server.PullAsync(Folder);
        var other = Path.Combine(Temporary.Location, "other");
        Directory.CreateDirectory(other);
        File.Copy(Path.Combine(Folder, "covidxr.lock.json"), Path.Combine(other, "covidxr.lock.json"));
        var record = await File.ReadAllTextAsync(Path.Combine(other, "covidxr.lock.json"), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Server.PullAsync(other, "--locked")).ExitCode);
        Assert.Equal(PulledFolder.Snapshot(Folder), PulledFolder.Snapshot(other));

        // A picture that is as good as the recorded one, but another.
        var changed = FilmServer.Films["phantom-007.jpg"].ToArray();
        changed[^30] ^= 1;
        Server.Put(FilmServer.PathOf("9000007"), changed);
        Server.Put(FilmServer.PathOf("9000008"), changed);
        File.Delete(Path.Combine(other, "images", "phantom-007.jpg"));
        var refused = await Server.PullAsync(other, "--locked");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("differs from covidxr.lock.json", refused.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(other, "images", "phantom-007.jpg")));
        Assert.Equal(record, await File.ReadAllTextAsync(Path.Combine(other, "covidxr.lock.json"), TestContext.Current.CancellationToken));

        // And one that was changed here.
        await File.WriteAllBytesAsync(Path.Combine(Folder, "images", "phantom-007.jpg"), changed, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Server.PullAsync(Folder, "--locked", "--offline")).ExitCode);
    }

    [Fact]
    public async Task A_locked_pull_fails_where_there_is_something_else()
    {
        await Server.PullAsync(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "images", "stranger.jpg"), "x", TestContext.Current.CancellationToken);
        var pull = await Server.PullAsync(Folder, "--locked");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("images/stranger.jpg: is not in covidxr.lock.json", pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_annotation_fails_a_locked_pull()
    {
        await Server.PullAsync(Folder);
        var file = Path.Combine(Folder, "annotations", "9000002.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"Lung\"", "\"Lunh\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Server.Put("/repository/annotations/all-images.zip", FilmServer.Zip(Server.Documents().Select(d => (d.Name, d.Name == "9000002.json" ? [.. d.Content, (byte)' '] : d.Content))));
        var pull = await Server.PullAsync(Folder, "--locked");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("annotations/9000002.json", pull.Err, StringComparison.Ordinal);
        Assert.Contains("differs from covidxr.lock.json", pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locked_without_a_lock_file_is_an_error()
    {
        var pull = await Server.PullAsync(Folder, "--locked");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("has no covidxr.lock.json", pull.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"version": 9, "annotations": {}, "images": {}}""")]
    [InlineData("""{"version": 1, "annotations": {}, "images": {"../../x": {"bytes": 1, "sha256": ""}}}""")]
    public async Task A_damaged_lock_file_is_an_error_with_a_way_out(string content)
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "covidxr.lock.json"), content, TestContext.Current.CancellationToken);
        var pull = await Server.PullAsync(Folder);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("covidxr.lock.json", pull.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", pull.Err, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    /// <summary>A journal may come with a folder: what it names outside is neither hashed nor fetched.</summary>
    [Fact]
    public async Task A_name_in_the_journal_that_leads_out_is_not_followed()
    {
        await Server.PullAsync(Folder);
        var expected = PulledFolder.Snapshot(Folder);
        var outside = Path.Combine(Temporary.Location, "outside.jpg");
        await File.WriteAllTextAsync(outside, "precious", TestContext.Current.CancellationToken);
        var journal = Path.Combine(Folder, ".covidxr.lock.journal");
        await File.WriteAllTextAsync(journal, """{"section":"images","name":"../../outside.jpg","file":{"bytes":1,"sha256":"00"}}""" + "\n", TestContext.Current.CancellationToken);
        var verified = await Server.PullAsync(Folder, "--verify");
        Assert.Equal((0, "24 files are as covidxr.lock.json says\n"), (verified.ExitCode, verified.Out));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        File.Delete(journal);
        Assert.Equal(expected, PulledFolder.Snapshot(Folder));
        Assert.Equal("precious", await File.ReadAllTextAsync(outside, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pixels_are_verified_where_that_is_asked_for()
    {
        // Whole by its markers: a restart marker may stand there, but not in this film.
        var film = FilmServer.Films["phantom-001-pa.jpg"].ToArray();
        film[film.Length / 2] = 0xFF;
        film[(film.Length / 2) + 1] = 0xD3;
        Server.Put(FilmServer.PathOf("9000001"), film);
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        var strict = Path.Combine(Temporary.Location, "strict");
        var pull = await Server.PullAsync(strict, "--verify-pixels");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("what came is damaged: rows ", pull.Out, StringComparison.Ordinal);
        Assert.Equal(11, PulledFolder.AssertRight(strict, Server));
    }

    /// <summary>A film of the first image's size that takes more bytes than a pull holds in memory.</summary>
    private static byte[] LargeFilm(Func<NetVips.Image, NetVips.Image> change)
    {
        using var sample = NetVips.Image.NewFromBuffer(FilmServer.Films["phantom-001-pa.jpg"]);
        return FilmDataset.Film(sample.Width, sample.Height, 3, i => change(i).PngsaveBuffer());
    }
}
