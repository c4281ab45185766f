using CovidXray.Releases;
using CovidXray.Releases.Transfer;
using Microsoft.AspNetCore.Http;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>Whatever a server does: a file under a good name is whole and right, and a re-run completes the rest.</summary>
public sealed class MisbehavingServerTests : ServedPull
{
    private const string Id = "9000001";

    private static string Film => FilmServer.PathOf(Id);

    /// <summary>What passes.</summary>
    public static TheoryData<string> Passing() => [.. PassingAnswers.Keys];

    /// <summary>What does not pass, and what is said of it.</summary>
    public static TheoryData<string> Lasting() => [.. LastingAnswers.Keys];

    private static Dictionary<string, FilmServer.Answer> PassingAnswers => new()
    {
        ["cut once"] = Answers.Times(1, Answers.CutAfter(5000)),
        ["cut at once"] = Answers.Times(2, Answers.CutAfter(0)),
        ["cut five times"] = Answers.Times(5, Answers.CutAfter(100)),
        ["503 burst"] = Answers.Times(4, Answers.Status(503)),
        ["408, 500, 502, 504"] = Answers.InTurn(Answers.Status(408), Answers.Status(500), Answers.Status(502), Answers.Status(504)),
        ["429, seconds"] = Answers.Times(1, Answers.Status(429, "1")),
        ["429, date"] = Answers.Times(1, Answers.TooManyUntil()),
        ["429, nonsense"] = Answers.Times(1, Answers.Status(429, "soon")),
        ["length too long"] = Answers.Times(1, Answers.LongerLength(100)),
        ["slow drip"] = Answers.Drip(8, 60),
        ["stall"] = Answers.Times(1, Answers.Stall(1000)),
        ["gzip"] = Answers.Packed(),
        ["gzip in brotli"] = Answers.PackedTwice(),
        ["range ignored"] = Answers.InTurn(Answers.CutAfter(5000), Answers.WithoutRange()),
        ["wrong range"] = Answers.InTurn(Answers.CutAfter(5000), Answers.WrongRange()),
        ["416"] = Answers.InTurn(Answers.CutAfter(5000), Answers.Status(416)),
        ["no length, cut once"] = Answers.Times(1, Answers.PartWithoutLength(5000)),
        ["redirect"] = Answers.Redirect("/ieee8023/phantom-001-pa.jpg"),
        ["redirect 307"] = Answers.Redirect("/ieee8023/phantom-001-pa.jpg", 307),
    };

    private static Dictionary<string, (FilmServer.Answer Answer, string Reason)> LastingAnswers => new()
    {
        ["always cut"] = (Answers.CutAfter(100), "the connection broke off"),
        ["always 500"] = (Answers.Status(500), "HTTP 500"),
        ["401"] = (Answers.Status(401), "HTTP 401"),
        ["403"] = (Answers.Status(403), "HTTP 403"),
        ["404"] = (Answers.Status(404), "HTTP 404"),
        ["410"] = (Answers.Status(410), "HTTP 410"),
        ["page"] = (Answers.Page(), "a web page"),
        ["empty"] = (Answers.PartAsWhole(0), "empty"),
        ["cut at the source"] = (Answers.PartAsWhole(20_000), "cut-off JPEG"),
        ["cut in the header"] = (Answers.PartAsWhole(12), "cut off within its header"),
        ["always stalls"] = (Answers.Stall(1000), "no byte came for 0.4 s"),
        ["always drips"] = (Answers.Drip(20_000, 50), "fewer than 300 bytes a second came for 0.4 s"),
        ["loop"] = (Answers.Redirect(Film), "redirects"),
        ["redirect to a file"] = (Answers.Redirect("file:///etc/passwd"), "redirect to file"),
        ["another picture"] = ((context, _, _) => Answers.WholeAsync(context, FilmServer.Films["phantom-007.jpg"]), "another size"),
        ["length too long"] = (Answers.LongerLength(100), "the connection broke off"),
        ["length beyond all films"] = (Answers.Length(99_999_999_999_999), "more than 1,000,000,000 bytes"),
        ["packed in an unknown way"] = (Answers.Encoding("gzip, compress"), "packed it as 'compress'"),
        ["packed over and over"] = (Answers.Encoding(string.Join(", ", Enumerable.Repeat("gzip", 99))), "packed it 99 times over"),
        ["redirect to //"] = (Answers.Redirect("//"), "redirect to no address"),
        ["redirect to ///"] = (Answers.Redirect("///"), "redirect to no address"),
        ["redirect to //["] = (Answers.Redirect("//["), "redirect to no address"),
        ["redirect to a port beyond all"] = (Answers.Redirect("//127.0.0.1:99999/x"), "redirect to no address"),
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_is_got_over(string misbehaviour)
    {
        Server.On(Film, PassingAnswers[misbehaviour]);
        var pull = await Server.PullAsync(Folder, "--timeout", "0.4");
        Assert.Equal((0, 12), (pull.ExitCode, PulledFolder.AssertRight(Folder, Server)));
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_lasts_is_named_and_a_later_pull_completes(string misbehaviour)
    {
        var (answer, reason) = LastingAnswers[misbehaviour];
        Server.On(Film, answer);
        var pull = await Server.PullAsync(Folder, "--timeout", "0.4", "--retries", "2");
        Assert.Equal(1, pull.ExitCode);
        Assert.Equal(11, PulledFolder.AssertRight(Folder, Server));
        var missing = Assert.Single(File.ReadAllLines(Path.Combine(Folder, "missing.csv")).Skip(1));
        Assert.StartsWith($"{Id},phantom-001-pa.jpg,1024,1024,", missing, StringComparison.Ordinal);
        Assert.Contains(reason, missing, StringComparison.Ordinal);
        Assert.Contains(reason, pull.Out, StringComparison.Ordinal);

        Server.On(Film, null);
        Server.ForgetRequests();
        var again = await Server.PullAsync(Folder, "--retry-missing");
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(Film, Assert.Single(Server.Requests).Path);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
        Assert.False(File.Exists(Path.Combine(Folder, "missing.csv")));
    }

    [Theory]
    [InlineData(404, 1)]
    [InlineData(403, 1)]
    [InlineData(401, 1)]
    [InlineData(503, 4)]
    [InlineData(429, 4)]
    public async Task Only_what_may_pass_is_tried_again(int status, int requests)
    {
        Server.On(Film, Answers.Status(status));
        await Server.PullAsync(Folder, "--retries", "3");
        Assert.Equal(requests, Server.Requests.Count(r => r.Path == Film));
    }

    [Fact]
    public async Task AServer_that_asks_to_wait_is_waited_for()
    {
        Server.On(Film, Answers.Times(1, Answers.Status(429, "1")));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 20);
    }

    [Fact]
    public async Task A_cut_transfer_goes_on_where_it_was_cut()
    {
        Server.On(Film, Answers.Times(1, Answers.CutAfter(5000)));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(["", "bytes=5000-"], Server.Requests.Where(r => r.Path == Film).Select(r => r.Range));
    }

    /// <summary>Half of one picture and half of another are no picture, even if their lengths add up.</summary>
    [Fact]
    public async Task A_file_that_changed_meanwhile_is_fetched_from_its_start()
    {
        var changed = FilmServer.Films["phantom-001-pa.jpg"].ToArray();
        changed[^20] ^= 0x10;
        Server.On(Film, (context, content, attempt) => attempt == 1 ? Answers.CutAfter(5000)(context, content, attempt) : Answers.WholeAsync(context, changed));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(changed, await File.ReadAllBytesAsync(Path.Combine(Folder, "images", "phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
        PulledFolder.AssertLockIsTrue(Folder);
    }

    /// <summary>A server that honours Range and not If-Range says by its headers alone that it sends the rest of another file.</summary>
    [Theory]
    [InlineData("tag")]
    [InlineData("date")]
    [InlineData("length")]
    [InlineData("encoding")]
    public async Task The_rest_of_another_file_is_not_joined_to_what_is_here(string difference)
    {
        var film = FilmServer.Films["phantom-001-pa.jpg"];
        var comment = new byte[] { 0xFF, 0xFE, 0x00, 0x04, 0x68, 0x69 };
        var changed = difference == "length" ? [.. film[..2], .. comment, .. film[2..]] : film.ToArray();
        changed[2000] ^= 0x10;
        changed[^20] ^= 0x10;
        Action<IHeaderDictionary> before = difference == "date" ? h => h.LastModified = "Wed, 17 Jun 2020 10:00:00 GMT" : h => h.ETag = "\"1\"";
        Action<IHeaderDictionary> after = difference switch
        {
            "tag" => h => h.ETag = "\"2\"",
            "date" => h => h.LastModified = "Thu, 18 Jun 2020 10:00:00 GMT",
            "encoding" => h => (h.ETag, h.ContentEncoding) = ("\"1\"", "gzip"),
            _ => h => h.ETag = "\"1\"",
        };
        Server.On(Film, Answers.InTurn(Answers.CutAfter(5000, before), Answers.RestOf(changed, after), Answers.RestOf(changed, h => h.ETag = "\"2\"")));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(["", "bytes=5000-", ""], Server.Requests.Where(r => r.Path == Film).Select(r => r.Range));
        Assert.Equal(changed, await File.ReadAllBytesAsync(Path.Combine(Folder, "images", "phantom-001-pa.jpg"), TestContext.Current.CancellationToken));
        PulledFolder.AssertLockIsTrue(Folder);
    }

    [Theory]
    [InlineData("\"1\"", "Wed, 17 Jun 2020 10:00:00 GMT", "\"1\"", "Thu, 18 Jun 2020 10:00:00 GMT")]
    [InlineData("W/\"1\"", "Wed, 17 Jun 2020 10:00:00 GMT", "\"1\"", "Wed, 17 Jun 2020 10:00:00 GMT")]
    public async Task The_rest_is_joined_where_several_servers_behind_one_address_agree_in_what_counts(string tag, string date, string laterTag, string laterDate)
    {
        var film = FilmServer.Films["phantom-001-pa.jpg"];
        Server.On(Film, Answers.InTurn(
            Answers.CutAfter(5000, h => (h.ETag, h.LastModified) = (tag, date)),
            Answers.RestOf(film, h => (h.ETag, h.LastModified) = (laterTag, laterDate))));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(["", "bytes=5000-"], Server.Requests.Where(r => r.Path == Film).Select(r => r.Range));
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task A_large_image_that_breaks_off_leaves_its_place_to_another_source()
    {
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        Server.Put("/mirror/phantom-001-pa.jpg", large);
        Server.On("/mirror/phantom-001-pa.jpg", Answers.CutAfter(2_000_000));
        var pull = await Server.PullAsync(Folder, "--retries", "0", "--images-from", Server.Address + "/mirror/{original}", "--images-from", Path.Combine(Cli.Sample, "images"), "--images-order", "only");
        Assert.Equal(0, pull.ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(Folder, "images")), f => Path.GetFileName(f).StartsWith('.'));
    }

    [Fact]
    public async Task A_rest_that_comes_piece_by_piece_is_asked_for_until_it_is_whole()
    {
        Action<IHeaderDictionary> head = h => h.ETag = "\"1\"";
        var film = FilmServer.Films["phantom-001-pa.jpg"];
        var most = (film.Length / 4) + 1;
        Server.On(Film, (context, content, attempt) => (attempt == 1 ? Answers.CutAfter(5000, head) : Answers.RestOf(content, head, most))(context, content, attempt));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
        Assert.Equal(5, Server.Requests.Count(r => r.Path == Film));
    }

    /// <summary>A wait for the rate is no silence of the server's.</summary>
    [Fact]
    public async Task A_rate_that_many_transfers_share_fails_none_of_them()
    {
        var pull = await Server.PullAsync(Folder, "--max-rate", "100k", "--timeout", "0.8", "--retries", "0");
        Assert.Equal((0, 12), (pull.ExitCode, PulledFolder.AssertRight(Folder, Server)));
    }

    /// <summary>A body without a length would else fill the disk.</summary>
    [Fact]
    public async Task An_image_without_end_is_not_taken_to_its_end()
    {
        Server.On(Film, Answers.Endless(blocks: 1000));
        var settings = new PullSettings { Download = new DownloadSettings { MaxImageBytes = 5_000_000 } };
        var progress = new PullProgress();
        var report = await FetchAsync(settings, progress);
        Assert.Equal("V7: it has more than 5,000,000 bytes, which no image has", Assert.Single(report.Missing).Reason);
        Assert.Null(report.Stopped);
        Assert.InRange(progress.Bytes, 5_000_000, 5_000_000 + FilmServer.Films.Values.Sum(f => f.Length));
        Assert.Equal(11, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_followed()
    {
        await using var other = await FilmServer.StartAsync();
        Server.On(Film, Answers.Redirect($"{other.Address}/ieee8023/phantom-001-pa.jpg"));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal("/ieee8023/phantom-001-pa.jpg", Assert.Single(other.Requests).Path);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("truncated")]
    [InlineData("page")]
    [InlineData("404")]
    public async Task An_archive_that_does_not_come_whole_leaves_no_annotations(string misbehaviour)
    {
        const string Archive = "/repository/annotations/all-images.zip";
        Server.On(Archive, misbehaviour switch
        {
            "cut" => Answers.CutAfter(10_000),
            "truncated" => Answers.PartAsWhole(10_000),
            "page" => Answers.Page(),
            _ => Answers.Status(404),
        });
        var pull = await Server.PullAsync(Folder, "--retries", "1");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("covidxr: ", pull.Err, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Folder, "annotations")));
        Server.On(Archive, null);
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task A_damaged_entry_costs_that_entry_alone()
    {
        var documents = Server.Documents().ToArray();
        var archive = FilmServer.Zip(documents);

        // The first entry's data begins behind its local header: 30 bytes and the name.
        archive[30 + documents[0].Name.Length + 200] ^= 0xFF;
        Server.Put("/repository/annotations/all-images.zip", archive);
        var pull = await Server.PullAsync(Folder);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("9000001.json", pull.Err, StringComparison.Ordinal);
        Assert.Equal(11, PulledFolder.AssertRight(Folder, Server));
        Server.Put("/repository/annotations/all-images.zip", FilmServer.Zip(documents));
        Assert.Equal(0, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task Names_that_lead_out_of_the_folder_lead_nowhere()
    {
        var documents = Server.Documents().ToArray();
        var evil = documents[0].Content;
        string[] names = ["../evil.json", "/evil.json", "C:\\evil.json", "..\\..\\evil.json", "CON.json", "a\u0001b.json", new string('x', 300) + ".json", "sub/../../evil.json"];
        var hostile = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(documents[1].Content)
            .Replace("phantom-001-pa-day3.jpeg", "../../evil.jpeg", StringComparison.Ordinal));
        Server.Put("/repository/annotations/all-images.zip", FilmServer.Zip([documents[0], ("9000077.json", hostile), .. names.Select(n => (n, evil))]));
        var pull = await Server.PullAsync(Folder);
        Assert.Equal(1, pull.ExitCode);
        Assert.Equal(["9000001.json", "9000077.json"], Directory.GetFiles(Path.Combine(Folder, "annotations")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(["phantom-001-pa.jpg"], Directory.GetFiles(Path.Combine(Folder, "images")).Select(f => Path.GetFileName(f)));
        Assert.Equal(["dataset"], Directory.GetFileSystemEntries(Temporary.Location).Select(f => Path.GetFileName(f)));
        Assert.Contains("evil.jpeg", pull.Err, StringComparison.Ordinal);
    }
}
