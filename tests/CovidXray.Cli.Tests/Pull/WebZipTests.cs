namespace CovidXray.Cli.Tests.Pull;

/// <summary>Zips on the web: fetched once and only if need be, named by their address, gone afterwards.</summary>
public sealed class WebZipTests : ServedPull
{
    private const string Films = "/films.zip";

    private string Address => $"{Server.Address}{Films}";

    private string Downloads => Path.Combine(Folder, ".covidxr.downloads");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Server.Put(Films, FilmServer.Zip([.. FilmServer.Films.Select(f => ($"train/{f.Key}", f.Value))]));
    }

    [Fact]
    public async Task A_second_pull_does_not_fetch_it_again()
    {
        Assert.Equal(0, (await PullAsync(Address)).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
        Server.ForgetRequests();
        var second = await PullAsync(Address);
        Assert.Equal(0, second.ExitCode);
        Assert.Empty(Server.Requests);
        Assert.False(Directory.Exists(Downloads));
    }

    [Fact]
    public async Task It_is_fetched_only_if_those_before_it_lack_something()
    {
        var folder = Path.Combine(Cli.Sample, "images");
        Assert.Equal(0, (await PullAsync(folder, "--images-from", Address)).ExitCode);
        Assert.DoesNotContain(Server.Requests, r => r.Path == Films);
    }

    [Fact]
    public async Task A_web_page_in_its_place_is_not_kept()
    {
        Server.On(Films, Answers.Page());
        var pull = await PullAsync(Address);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains($"{Address}: is not a whole zip archive", pull.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Downloads));
        Server.On(Films, null);
        Assert.Equal(0, (await PullAsync(Address)).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task What_came_of_it_before_it_broke_off_is_not_asked_for_again()
    {
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        Server.Put(Films, FilmServer.Zip([("noise.bin", noise), .. FilmServer.Films.Select(f => (f.Key, f.Value))]));
        Server.On(Films, Answers.CutAfter(2_000_000));
        Assert.Equal(1, (await PullAsync(Address, "--retries", "0")).ExitCode);
        Server.On(Films, null);
        Server.ForgetRequests();
        Assert.Equal(0, (await PullAsync(Address)).ExitCode);
        Assert.Equal(["bytes=2000000-"], Server.Requests.Where(r => r.Path == Films).Select(r => r.Range));
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
        Assert.False(Directory.Exists(Downloads));
    }

    [Fact]
    public async Task What_others_have_comes_even_if_it_does_not()
    {
        Server.On(Films, Answers.Status(404));
        Server.On(FilmServer.PathOf("9000003"), Answers.Status(404));
        var pull = await Server.PullAsync(Folder, "--images-from", Address, "--images-order", "after");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("11 images, 1 missing", pull.Out, StringComparison.Ordinal);
        Assert.Contains($"{Address}: HTTP 404", pull.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_named_by_its_address_without_user_and_query()
    {
        var small = FilmServer.Zip([("train/phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"])]);
        Server.Put(Films, small);
        var pull = await PullAsync($"{Address.Replace("://", "://user:SECRET1@", StringComparison.Ordinal)}?sig=SECRET2", "--json");
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "covidxr.lock.json"), TestContext.Current.CancellationToken)
            + await File.ReadAllTextAsync(Path.Combine(Folder, "missing.csv"), TestContext.Current.CancellationToken) + pull.Out + pull.Err;
        Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".covidxr.downloads", text, StringComparison.Ordinal);
        Assert.Contains($"\"origin\": \"{Address}/train/phantom-001-pa.jpg\"", text, StringComparison.Ordinal);
        Assert.Contains($"{Address}: has no such image", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_without_images_leaves_no_archive_behind()
    {
        Assert.Equal(0, (await Server.PullAsync(Folder, "--no-images")).ExitCode);
        Assert.False(Directory.Exists(Downloads));
    }

    private Task<Cli> PullAsync(string source, params IReadOnlyList<string> more) => Server.PullAsync(Folder, ["--images-from", source, "--images-order", "only", .. more]);
}
