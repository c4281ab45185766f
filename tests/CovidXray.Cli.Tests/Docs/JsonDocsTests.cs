using System.Text.Json;
using CovidXray.Cli.Tests.Duplicates;
using CovidXray.Cli.Tests.Export;
using CovidXray.Cli.Tests.Pull;
using CovidXray.Cli.Tests.Score;
using CovidXray.Cli.Tests.Split;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Docs;

/// <summary>What <c>docs/json.md</c> lists is what answers have: each key, with its type, in both directions.</summary>
public sealed class JsonDocsTests : IDisposable
{
    private static readonly JsonPage Page = JsonPage.Read();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Answers { get; } = [.. Page.Answers];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_has_the_keys_that_are_listed_and_no_other(string answer)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in await RunsOf(answer))
        {
            Assert.True(run.Out.StartsWith("{\n  \"schema\": 1,\n", StringComparison.Ordinal), $"{answer}: {run.Out}{run.Err}");
            using var json = JsonDocument.Parse(run.Out);
            seen.UnionWith(Page.Check(answer, json.RootElement));
            var isFine = !json.RootElement.TryGetProperty("error", out _) && !HasFindings(json.RootElement) && (!json.RootElement.TryGetProperty("failed", out var failed) || failed.GetArrayLength() == 0);
            Assert.True(isFine == (run.ExitCode == 0), $"{answer}: exit code {run.ExitCode}: {run.Out}");
        }

        Assert.Equal([], Page.KeysOf(answer).Except(seen));
        Assert.Equal(!answer.EndsWith("--clear", StringComparison.Ordinal) && !answer.EndsWith("--list", StringComparison.Ordinal), seen.Contains("failed"));
    }

    /// <summary>Notes are none: there is nothing to do.</summary>
    private static bool HasFindings(JsonElement json) => json.TryGetProperty("findings", out var findings) && findings.EnumerateArray().Any(f => f.GetProperty("level").GetString() != "note");

    [Fact]
    public async Task Errors_and_failures_have_the_keys_that_are_listed()
    {
        using var damaged = new SampleCopy();
        damaged.Write("annotations/9000005.json", "{\"image\": {\"width\": -1}}");
        var selection = damaged.Write("chosen.json", "{\"ids\": [1]}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in (Cli[])
        [
            await damaged.RunAsync("stats", "--json"),
            await damaged.RunAsync("stats", "--json", "--selection", selection),
            await damaged.RunAsync("stats", "--json", "--where", "agee > 60"),
            await damaged.RunAsync("masks", "--json", "--out", PathOf("masks"), "--style", "none", "--order", "none"),
        ])
        {
            Assert.NotEqual(0, run.ExitCode);
            using var json = JsonDocument.Parse(run.Out);
            seen.UnionWith(Page.Check("stats", json.RootElement));
        }

        Assert.Equal([], Page.CommonKeys.Except(seen));
    }

    private async Task<Cli[]> RunsOf(string answer)
    {
        switch (answer)
        {
            case "masks":
                return [await SampleAsync("masks", "--out", PathOf("masks"))];
            case "masks --complete":
                await SampleAsync("masks", "--out", PathOf("masks"), "--shard", "2/3");
                File.Delete(Path.Combine(PathOf("masks"), "9000001.png"));
                await File.WriteAllTextAsync(Path.Combine(PathOf("masks"), "class_mapping.csv"), "other", TestContext.Current.CancellationToken);
                return [await SampleAsync("masks", "--out", PathOf("masks"), "--shard", "2/3", "--complete")];
            case "filter":
                return [await SampleAsync("filter", "--dry-run", "--min-size", "900")];
            case "filter --explain":
                return [await SampleAsync("filter", "--explain", "9000003", "--min-size", "600")];
            case "filter --names":
                return [await SampleAsync("filter", "--names")];
            case "filter --clear" or "split --clear":
                using (var copy = new SampleCopy())
                {
                    return [await copy.RunAsync(answer.Split(' ')[0], "--clear", "--json")];
                }

            case "split":
                using (var sixty = SplitDataset.OfSixty())
                {
                    return [await sixty.RunAsync("split", "--json"), await sixty.RunAsync("split", "--json", "--folds-by", "location"), await sixty.RunAsync("split", "--json", "--no-group", "--dry-run")];
                }

            case "stats":
                return [await SampleAsync("stats", "--by", "view,icu", "--by", "age", "--field", "sex", "--field", "class")];
            case "duplicates":
                using (PlantedDataset films = new(), other = new())
                {
                    films.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "P3");
                    return [await films.RunAsync("--json"), await films.RunAsync("--json", "--near", "--threshold", "0"), await films.RunAsync("--json", "--near", "--against", other.Location)];
                }

            case "check":
                using (var copy = new SampleCopy())
                {
                    copy.Write("covidxr.toml", "[[accepted]]\nrule = 'A'\nimages = ['9000007']\nreason = 'r'\n");
                    return [await copy.RunAsync("check", "--json", "--dry-run"), await copy.RunAsync("check", "--json", "--dry-run", "--config", copy.Write("empty.toml", ""))];
                }

            case "check --fix":
                return [await SampleAsync("check", "--fix", "--out", PathOf("mended"))];
            case "check --explain":
                return [await Cli.RunAsync("check", "--explain", "all", "--json")];
            case "audit":
                var scores = _folder.Write("scores.csv", System.Text.Encoding.UTF8.GetBytes("id,score\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"{9000000 + i},0.{i % 7}\n"))));
                return [await SampleAsync("audit", "--label", "sex", "--scores", scores), await SampleAsync("audit", "--compare", "pa", "not pa")];
            case "preview":
                return [await SampleAsync("preview", "9000003", "--out", PathOf("one.png"), "--with", Cli.Sample)];
            case "score":
                using (var predictions = new ScoreFolder())
                {
                    var (one, other) = (predictions.WriteAll("one"), predictions.WriteAll("other"));
                    File.Delete(Path.Combine(other, "9000001.png"));
                    return [await ScoreFolder.RunAsync(one, "--json", "--by", "view", "--pooled", "--largest", "2"), await Cli.RunAsync("score", one, other, "-d", Cli.Sample, "--json")];
                }

            case "export":
                return await ExportsAsync();
            default:
                await using (var server = await FilmServer.StartAsync())
                {
                    return await PullsAsync(answer, server);
                }
        }
    }

    private async Task<Cli[]> ExportsAsync()
    {
        using var films = new FilmDataset();
        films.Add("1", "film.png", FilmDataset.Png(120, 80), annotations: [FilmDataset.Region("Ignore", 0, 0, 9, 0, 9, 9, 0, 9), FilmDataset.Region("Nodule", 1, 2, 4, 2, 4, 4)]);
        return [await SampleAsync("export", "nnunet", "--out", PathOf("nnunet")), await films.ExportAsync("--cut-ignore", "--json")];
    }

    private async Task<Cli[]> PullsAsync(string answer, FilmServer server)
    {
        var folder = PathOf("pulled");
        switch (answer)
        {
            case "pull":
                server.On("/repository/annotations/all-images.zip", Pull.Answers.Status(404));
                var film = _folder.Write("films/phantom-001-pa.jpg", FilmServer.Films["phantom-001-pa.jpg"]);
                return
                [
                    await server.PullAsync(folder, "--json"),
                    await Cli.RunAsync("pull", "--out", folder, "--source", Path.Combine(Cli.Sample, "annotations"), "--images-from", Path.GetDirectoryName(film)!, "--offline", "--json"),
                ];
            case "pull --dry-run":
                var before = await server.PullAsync(folder, "--dry-run", "--json");
                await server.PullAsync(folder, "--limit", "1");
                return [before, await server.PullAsync(folder, "--dry-run", "--json"), await server.PullAsync(folder, "--dry-run", "--json", "--offline")];
            case "pull --verify":
                await server.PullAsync(folder, "--limit", "1");
                File.Delete(Directory.GetFiles(Path.Combine(folder, "images"))[0]);
                return [await server.PullAsync(folder, "--verify", "--json")];
            case "pull --list":
                return [await server.PullAsync(folder, "--list", "--json")];
            default:
                throw new InvalidOperationException($"no test asks for the answer '{answer}'");
        }
    }

    private static Task<Cli> SampleAsync(string command, params IReadOnlyList<string> args) =>
        Cli.RunAsync([.. command.Split(' '), .. command == "export" ? args.Take(1) : [], "-d", Cli.Sample, .. command == "export" ? args.Skip(1) : args, "--json"]);

    private string PathOf(string name) => Path.Combine(_folder.Location, name);
}
