using System.Diagnostics;
using System.Globalization;
using System.Text;
using CovidXray.Releases;
using CovidXray.Releases.Transfer;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>What a server says of itself is believed after a few times, and said once.</summary>
public sealed class DownServerTests : ServedPull
{
    private const string Id = "9000001";

    [Fact]
    public async Task AServer_that_refuses_everybody_is_not_asked_for_each_image()
    {
        PutFilms(Answers.Status(403));
        var pull = await Server.PullAsync(Folder);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("V7: HTTP 403 Forbidden 200", pull.Out, StringComparison.Ordinal);
        Assert.InRange(Server.Requests.Count, 20, 1 + 25 + 8);
        Assert.Single(pull.ErrorLines, l => l.Contains("--images-from ieee8023", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("503", "HTTP 503 Service Unavailable")]
    [InlineData("429", "HTTP 429 Too Many Requests")]
    [InlineData("mute", "no byte came for 0.2 s")]
    [InlineData("cut", "the connection broke off")]
    public async Task AServer_that_is_down_is_not_asked_for_each_image(string misbehaviour, string reason)
    {
        PutFilms(misbehaviour switch
        {
            "mute" => Answers.Stall(0),
            "cut" => Answers.CutAfter(100),
            _ => Answers.Status(int.Parse(misbehaviour, CultureInfo.InvariantCulture)),
        });
        var pull = await Server.PullAsync(Folder, "--retries", "1", "--timeout", "0.2");
        Assert.Equal(1, pull.ExitCode);
        Assert.InRange(Server.Requests.Count, 1 + (2 * 24), 1 + (2 * (24 + 8)));
        Assert.Matches($"V7: not asked any more after 24 failures in a row: {reason} +1[67][0-9]\n", pull.Out);
        Assert.Single(pull.ErrorLines, l => l.Contains("--retry-missing", StringComparison.Ordinal) && l.Contains("--images-from ieee8023", StringComparison.Ordinal));

        // Later is another time.
        PutFilms(null);
        Assert.Equal(0, (await Server.PullAsync(Folder, "--retry-missing")).ExitCode);
        Assert.Equal(200, Directory.GetFiles(Path.Combine(Folder, "images")).Length);
    }

    [Fact]
    public async Task AServer_that_goes_down_in_the_midst_of_a_pull_is_not_asked_for_the_rest()
    {
        var served = 0;
        PutFilms((context, content, attempt) => Interlocked.Increment(ref served) <= 50 ? Answers.WholeAsync(context, content) : Answers.Status(503)(context, content, attempt));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--retries", "0", "--jobs", "1")).ExitCode);
        Assert.Equal(1 + 50 + 8, Server.Requests.Count);
        Assert.Equal(50, Directory.GetFiles(Path.Combine(Folder, "images")).Length);
    }

    [Fact]
    public async Task AServer_that_sends_some_images_is_asked_for_all()
    {
        var asked = 0;
        PutFilms((context, content, attempt) => Interlocked.Increment(ref asked) % 5 == 0 ? Answers.WholeAsync(context, content) : Answers.Status(503)(context, content, attempt));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--retries", "0", "--jobs", "1")).ExitCode);
        Assert.Equal(200 + 1, Server.Requests.Count);
        Assert.Equal(40, Directory.GetFiles(Path.Combine(Folder, "images")).Length);
    }

    [Fact]
    public async Task AServer_that_has_few_of_the_images_and_stumbles_is_asked_for_all()
    {
        PutFilms((context, content, attempt) =>
        {
            var number = int.Parse(context.Request.Path.Value!.Split('/')[3], CultureInfo.InvariantCulture);
            return number >= 150 ? Answers.WholeAsync(context, content) : Answers.Status(number % 6 == 5 ? 503 : 404)(context, content, attempt);
        });
        var pull = await Server.PullAsync(Folder, "--retries", "0", "--jobs", "1");
        Assert.Equal(1, pull.ExitCode);
        Assert.Equal(200 + 1, Server.Requests.Count);
        Assert.Equal(50, Directory.GetFiles(Path.Combine(Folder, "images")).Length);
    }

    [Fact]
    public async Task One_image_that_is_to_be_asked_for_much_later_costs_no_other()
    {
        PutFilms(null);
        Server.On(FilmServer.PathOf("20"), Answers.Status(503, "1200"));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--retries", "1", "--jobs", "1")).ExitCode);
        Assert.Equal(199, Directory.GetFiles(Path.Combine(Folder, "images")).Length);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Wed, 17 Jun 2020 10:00:00 GMT")]
    public async Task AServer_that_asks_for_no_wait_is_given_ours(string retryAfter)
    {
        Server.On(FilmServer.PathOf(Id), Answers.Times(2, Answers.Status(503, retryAfter)));
        var clock = Stopwatch.StartNew();
        var waits = new DownloadSettings { RetryDelay = TimeSpan.FromMilliseconds(400) };
        var report = await FetchAsync(new PullSettings { Download = waits }, new PullProgress());
        Assert.Empty(report.Missing);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.3, 20);
    }

    [Theory]
    [InlineData(429, "seconds")]
    [InlineData(503, "date")]
    public async Task AServer_that_asks_to_wait_for_hours_is_not_asked_again(int status, string form)
    {
        var until = form == "date" ? DateTimeOffset.UtcNow.AddHours(2).ToString("r", CultureInfo.InvariantCulture) : "7200";
        PutFilms(Answers.Status(status, until));
        var pull = await Server.PullAsync(Folder);
        Assert.Equal(1, pull.ExitCode);
        Assert.InRange(Server.Requests.Count, 2, 1 + 8);
        Assert.Matches($"V7: HTTP {status} [A-Za-z ]+, and asks to wait for 120 minutes +200\n", pull.Out);
        Assert.Single(pull.ErrorLines, l => l.Contains("--retry-missing", StringComparison.Ordinal) && l.Contains("--images-from ieee8023", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AServer_may_ask_for_a_longer_wait_than_ours()
    {
        Server.On(FilmServer.PathOf(Id), Answers.Times(1, Answers.Status(429, "1")));
        var clock = Stopwatch.StartNew();
        var waits = new DownloadSettings { RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(10) };
        var report = await FetchAsync(new PullSettings { Download = waits }, new PullProgress());
        Assert.Empty(report.Missing);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 20);
    }

    [Theory]
    [InlineData(503, null)]
    [InlineData(429, "7200")]
    public async Task Where_the_archive_does_not_come_it_is_said_what_to_do(int status, string? wait)
    {
        Server.On("/repository/annotations/all-images.zip", Answers.Status(status, wait));
        var pull = await Server.PullAsync(Folder, "--retries", "1");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("; try again later, or get the release elsewhere: --source PATH or URL", pull.Err, StringComparison.Ordinal);
        Assert.Equal(wait is null ? 2 : 1, Server.Requests.Count);
    }

    [Fact]
    public async Task Nobody_listens()
    {
        var address = Server.Address;
        await Server.DisposeAsync();
        var pull = await Cli.RunAsync("pull", "--out", Folder, "--repository-url", address, "--retry-delay", "0.01", "--retries", "1");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("the server cannot be reached", pull.Err, StringComparison.Ordinal);
        Assert.Contains("--offline", pull.Err, StringComparison.Ordinal);
    }

    /// <summary>A release of 200 images, all of which are answered in one way.</summary>
    private void PutFilms(FilmServer.Answer? answer)
    {
        var document = Encoding.UTF8.GetString(Server.Documents().First().Content);
        Server.Put("/repository/annotations/all-images.zip", FilmServer.Zip(Enumerable.Range(0, 200).Select(i => (
            $"{i}.json",
            Encoding.UTF8.GetBytes(document.Replace("phantom-001-pa.jpg", $"{i}.jpg", StringComparison.Ordinal).Replace($"images/{Id}/", $"images/{i}/", StringComparison.Ordinal))))));
        for (var i = 0; i < 200; i++)
        {
            Server.Put(FilmServer.PathOf($"{i}"), FilmServer.Films["phantom-001-pa.jpg"]);
            Server.On(FilmServer.PathOf($"{i}"), answer);
        }
    }
}
