using System.Text;
using Microsoft.AspNetCore.Http;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>V7's protocol, and who gets to see the key.</summary>
public sealed class DarwinServerTests : ServedPull
{
    private const string Key = "abcdefg.0123456789012345678901234567890a";
    private const string V2 = "/api/v2/teams/v7-labs/datasets/covid-19-chest-x-ray-dataset/exports";
    private FilmServer _storage = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _storage = await FilmServer.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_guest_gets_a_public_release()
    {
        Server.Put(V2, Exports());
        var pull = await PullAsync("covid-only");
        Assert.Equal(0, pull.ExitCode);
        Assert.StartsWith($"covid-only in {Folder}: 3 annotation files, 3 images", pull.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Requests, r => r.Authorization.Length > 0);
        Server.ForgetRequests();
        Assert.Equal(0, (await PullAsync("covid-only")).ExitCode);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task The_protocol_of_2020_serves_where_that_of_2024_is_not_known()
    {
        Server.Put("/api/v7-labs/covid-19-chest-x-ray-dataset", """{"id": 901, "name": "x", "num_images": 12}"""u8.ToArray());
        Server.Put("/api/datasets/901/exports", Exports());
        Assert.Equal(0, (await PullAsync()).ExitCode);
        Assert.Equal(12, PulledFolder.AssertRight(Folder, Server));
    }

    [Fact]
    public async Task A_key_is_shown_to_V7sServer_alone()
    {
        Server.On(V2, NeedsKey(Exports(_storage.Address)));
        _storage.Put("/repository/annotations/all-images.zip", Server.At("/repository/annotations/all-images.zip"));
        Server.On("/secret.zip", Answers.Redirect($"{_storage.Address}/repository/annotations/all-images.zip"));
        Server.On(FilmServer.PathOf("9000001"), Answers.Redirect($"{_storage.Address}/ieee8023/phantom-001-pa.jpg"));
        Server.On(FilmServer.PathOf("9000002"), Answers.Status(403));
        var pull = await PullAsync("all-images", "--api-key", Key, "--verbose");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("11 images, 1 missing", pull.Out, StringComparison.Ordinal);

        // The guest is tried first, then the key; images whose addresses have tokens need none.
        Assert.Equal(["", $"ApiKey {Key}"], Server.Requests.Where(r => r.Path == V2).Select(r => r.Authorization));
        Assert.Equal(1, Server.Requests.Count(r => r.Authorization.Length > 0));
        Assert.NotEmpty(_storage.Requests);
        Assert.DoesNotContain(_storage.Requests, r => r.Authorization.Length > 0);
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.TopDirectoryOnly))
        {
            Assert.DoesNotContain(Key, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.DoesNotContain("signature", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Key, pull.Out + pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_does_not_follow_a_redirect_to_another_host()
    {
        _storage.Put(V2, Exports());
        Server.On(V2, (context, content, attempt) => context.Request.Headers.Authorization.Count == 0
            ? Answers.Status(401)(context, content, attempt)
            : Answers.Redirect(_storage.Address + V2)(context, content, attempt));
        await PullAsync("all-images", "--api-key", Key);
        Assert.Contains(_storage.Requests, r => r.Path == V2);
        Assert.DoesNotContain(_storage.Requests, r => r.Authorization.Length > 0);
    }

    [Fact]
    public async Task A_key_that_does_not_do_is_not_repeated()
    {
        Server.On(V2, Answers.Status(403));
        var pull = await PullAsync("all-images", "--api-key", Key);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("neither to a guest nor to this key", pull.Err, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_it_is_said_how_to_give_one()
    {
        Server.On(V2, Answers.Status(401));
        var pull = await PullAsync();
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("--api-key or DARWIN_API_KEY", pull.Err, StringComparison.Ordinal);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("no-such", "there are: all-images, covid-only")]
    [InlineData("expired", "cannot be downloaded now")]
    [InlineData("videos", "has the form 'coco'")]
    public async Task A_release_that_cannot_be_had_is_explained(string release, string explanation)
    {
        Server.Put(V2, Exports());
        var pull = await PullAsync(release);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains(explanation, pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Releases_are_listed()
    {
        Server.Put(V2, Exports());
        var list = await PullAsync("--list");
        Assert.Equal(0, list.ExitCode);
        Assert.Equal(5, list.Out.TrimEnd().Split('\n').Length);
        Assert.Matches(@"all-images +6504 +3 +json +2020-06-17T10:00:00Z +latest", list.Out);
        Assert.Matches(@"expired.*not available \(pending\)", list.Out);
        Assert.False(Directory.Exists(Folder));
        var json = await PullAsync("--list", "--json");
        Assert.Equal(4, System.Text.Json.JsonDocument.Parse(json.Out).RootElement.GetProperty("releases").GetArrayLength());
    }

    [Theory]
    [InlineData("<html>login</html>")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("")]
    public async Task An_answer_that_is_not_V7s_is_an_error(string answer)
    {
        Server.On(V2, (context, _, _) => context.Response.WriteAsync(answer));
        var pull = await PullAsync();
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("is not what V7's server sends", pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_datasets_that_is_not_V7s_is_an_error()
    {
        Server.On(V2, Answers.Status(404));
        Server.On("/api/v7-labs/covid-19-chest-x-ray-dataset", Answers.Status(401));
        Server.On("/api/datasets", (context, _, _) => context.Response.WriteAsync("[null]"));
        var pull = await PullAsync("all-images", "--api-key", Key);
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains("is not what V7's server sends", pull.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_s_user_and_password_are_not_told_on()
    {
        Server.Put(V2, Exports());
        var secret = Server.Address.Replace("://", "://user:SECRET1@", StringComparison.Ordinal);
        Server.On(FilmServer.PathOf("9000001"), Answers.Status(404));
        Server.On("/ieee8023/phantom-001-pa.jpg", Answers.Status(404));
        var pull = await PullFromAsync(secret, "--images-from", $"{secret}/ieee8023/{{original}}?sig=SECRET2");
        Assert.Equal(1, pull.ExitCode);
        Assert.Contains($"{Server.Address}/ieee8023/{{original}}     11", pull.Out, StringComparison.Ordinal);
        Assert.Contains($"{Server.Address}/ieee8023/{{original}}: HTTP 404", await File.ReadAllTextAsync(Path.Combine(Folder, "missing.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var text in (string[])[pull.Out, pull.Err, .. Directory.GetFiles(Folder).Select(File.ReadAllText)])
        {
            Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await PullFromAsync(secret)).ExitCode);
        var wrong = await PullFromAsync(secret, "--images-from", $"{secret}/{{name}}?sig=SECRET2");
        Assert.Equal(2, wrong.ExitCode);
        Assert.DoesNotContain("SECRET", wrong.Err, StringComparison.Ordinal);
    }

    private Task<Cli> PullFromAsync(string server, params IReadOnlyList<string> more) =>
        Cli.RunAsync(["pull", "--out", Folder, "--source", "darwin", "--darwin-url", server, .. more]);

    private static FilmServer.Answer NeedsKey(byte[] answer) => async (context, content, attempt) =>
    {
        if (context.Request.Headers.Authorization == $"ApiKey {Key}")
        {
            await context.Response.Body.WriteAsync(answer);
            return;
        }

        await Answers.Status(401)(context, content, attempt);
    };

    private Task<Cli> PullAsync(params IReadOnlyList<string> more) => Server.PullAsync(Folder, ["--source", "darwin", .. more]);

    private byte[] Exports(string? storage = null) => Encoding.UTF8.GetBytes($$$"""
        [{"name": "all-images", "version": 2, "latest": true, "inserted_at": "2020-06-17T10:00:00Z", "download_url": "{{{(storage is null ? $"{Server.Address}/repository/annotations/all-images.zip" : $"{Server.Address}/secret.zip")}}}?signature=s3cr3t",
          "metadata": {"num_images": 6504, "annotation_classes": [{"id": 1}, {"id": 2}, {"id": 3}]}},
         {"name": "covid-only", "version": 1, "status": "complete", "format": "json", "download_url": "{{{Server.Address}}}/repository/annotations/covid-only.zip", "metadata": {}},
         {"name": "expired", "status": "pending", "format": "json", "download_url": null, "metadata": {}},
         {"name": "videos", "format": "coco", "download_url": "{{{Server.Address}}}/x.zip"}]
        """);
}
