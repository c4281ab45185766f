namespace CovidXray.Cli.Tests.Pull;

/// <summary><c>missing.csv</c> over several pulls, each of which asks for a part.</summary>
public sealed class MissingListTests : ServedPull
{
    private static readonly string[] Gone = ["9000002", "9000003", "9000005", "9000007", "9000008", "9000011"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var id in Gone)
        {
            Server.On(FilmServer.PathOf(id), Answers.Status(404));
        }

        Assert.Equal(1, (await Server.PullAsync(Folder)).ExitCode);
        Assert.Equal(Gone, Listed());
    }

    [Theory]
    [InlineData("--limit", "1")]
    [InlineData("--include", "ct")]
    [InlineData("--retry-missing", "--limit", "2")]
    public async Task What_was_not_asked_for_stays_listed(params string[] options)
    {
        await Server.PullAsync(Folder, options);
        Assert.Equal(Gone, Listed());
    }

    [Fact]
    public async Task What_came_is_listed_no_more()
    {
        Server.On(FilmServer.PathOf("9000002"), null);
        var pull = await Server.PullAsync(Folder, "--retry-missing", "--limit", "2");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("missing.csv", pull.Err, StringComparison.Ordinal);
        Assert.Equal(Gone.Skip(1), Listed());
        foreach (var id in Gone)
        {
            Server.On(FilmServer.PathOf(id), null);
        }

        Assert.Equal(0, (await Server.PullAsync(Folder, "--retry-missing")).ExitCode);
        Assert.False(File.Exists(Path.Combine(Folder, "missing.csv")));
    }

    [Fact]
    public async Task What_another_release_lacks_is_not_listed_for_this_one()
    {
        Assert.Equal(0, (await Server.PullAsync(Folder, "covid-only", "--replace", "--limit", "1")).ExitCode);
        Assert.Equal(["9000002", "9000003"], Listed());
    }

    [Theory]
    [InlineData("--thumbnails")]
    [InlineData("--locked")]
    public async Task A_list_that_is_not_written_is_not_spoken_of(string option)
    {
        foreach (var id in Gone)
        {
            Server.On($"/api/images/{id}/thumbnail", Answers.Status(404));
        }

        File.Delete(Path.Combine(Folder, "images", "phantom-001-pa.jpg"));
        Server.On(FilmServer.PathOf("9000001"), Answers.Status(404));
        var pull = await Server.PullAsync(Folder, option);
        Assert.Equal(1, pull.ExitCode);
        Assert.DoesNotContain("missing.csv", pull.Err, StringComparison.Ordinal);
        Assert.Equal(Gone, Listed());
    }

    private IEnumerable<string> Listed() => File.ReadAllLines(Path.Combine(Folder, "missing.csv")).Skip(1).Select(line => line.Split(',')[0]);
}
