using System.Text.RegularExpressions;
using CovidXray.Cli.Tests.Export;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Docs;

/// <summary>What <c>samples/ci</c> gives others to copy: the workflow's own line runs, in a repository like theirs.</summary>
public sealed class ContinuousIntegrationTests : IDisposable
{
    private const string Pull = "--source data --images-from data/images --offline";

    private static readonly string Ci = Path.Combine(Repository.Root, "samples", "ci");
    private static readonly string Workflow = File.ReadAllText(Path.Combine(Ci, "export.yml"));

    private readonly TemporaryFolder _repository = new();

    private string Dataset => PathOf("dataset");

    public ContinuousIntegrationTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a POSIX shell");
        Directory.CreateDirectory(PathOf("ci"));
        File.Copy(Path.Combine(Ci, "export.sh"), PathOf("ci/export.sh"));
        DocsTests.CopySample(PathOf("data"));
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_workflow_exports_what_the_lock_file_says_and_keeps_what_it_pulled()
    {
        await LockAsync();
        var first = await RunWorkflowAsync();
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("12 annotation files, 12 images, 0 missing", first.Out, StringComparison.Ordinal);
        Assert.Contains("24 files are as covidxr.lock.json says", first.Out, StringComparison.Ordinal);
        var exported = FolderTree.Read(PathOf("export"));
        Assert.Contains("selection.json", exported.Keys);

        string[] choice = ["--min-size", "512", "--exclude", "lateral,ct"];
        Assert.Equal(0, (await Cli.RunAsync(["export", "coco", "-d", PathOf("data"), .. choice, "--size", "512", "--fit", "pad", "--out", PathOf("direct")])).ExitCode);
        FolderTree.AssertEqual(PathOf("direct"), PathOf("export/coco"));

        // What was kept suffices: the place that it came from may be gone.
        Directory.Move(PathOf("data/images"), PathOf("gone"));
        Directory.CreateDirectory(PathOf("data/images"));
        Directory.Delete(PathOf("export"), recursive: true);
        Assert.Equal(0, (await RunWorkflowAsync()).ExitCode);
        Assert.Equal(exported, FolderTree.Read(PathOf("export")));
        Assert.False(File.Exists(Path.Combine(Dataset, "selection.json")));
    }

    [Fact]
    public async Task What_differs_from_the_lock_file_is_fetched_anew_or_ends_it_before_the_export()
    {
        await LockAsync();
        Assert.Equal(0, (await RunWorkflowAsync()).ExitCode);
        var exported = FolderTree.Read(PathOf("export"));
        DamageFilm();
        Assert.Equal(0, (await RunWorkflowAsync()).ExitCode);
        Assert.Equal(exported, FolderTree.Read(PathOf("export")));

        Directory.Move(PathOf("data/images"), PathOf("gone"));
        Directory.CreateDirectory(PathOf("data/images"));
        Directory.Delete(PathOf("export"), recursive: true);
        DamageFilm();
        var run = await RunWorkflowAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("12 annotation files, 11 images, 1 missing", run.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(PathOf("export")));
    }

    [Fact]
    public async Task A_finding_that_is_not_known_ends_it_before_the_export_and_GitHub_hears_of_it()
    {
        await LockAsync();
        File.Delete(PathOf("findings.json"));
        var run = await RunWorkflowAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("annotations/9000007.json:2053:5: warning A1: ", run.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(PathOf("export")));
        Assert.Contains("::warning file=dataset/annotations/9000007.json,line=2053,col=5,title=A1 point-outside::", (await RunWorkflowAsync("export GITHUB_ACTIONS=true GITHUB_WORKSPACE=\"$PWD\"")).Out, StringComparison.Ordinal);
    }

    /// <summary>The folder that is cached is the one that is pulled into, its key follows from the lock file, and what is kept is what is exported.</summary>
    [Fact]
    public void The_workflow_names_what_its_line_does()
    {
        var (lockFile, dataset, output) = Line().Split(' ') is [_, _, var a, var b, var c] ? (a, b, c) : default;
        Assert.Equal(["dataset", "export"], Regex.Matches(Workflow, @"(?m)^ +path: (\S+)$").Select(m => m.Groups[1].Value));
        Assert.Equal(("covidxr.lock.json", "dataset", "export"), (lockFile, dataset, output));
        Assert.Contains($"key: covidxr-${{{{ hashFiles('{lockFile}') }}}}", Workflow, StringComparison.Ordinal);
        var script = File.ReadAllText(Path.Combine(Ci, "export.sh"));
        Assert.Contains($"${{COVIDXR_PULL={Regex.Match(Workflow, "(?m)^ +COVIDXR_PULL: (.+)$").Groups[1].Value}}}", script, StringComparison.Ordinal);
    }

    /// <summary>All that the workflow runs is the script.</summary>
    private static string Line() => Assert.Single(Regex.Matches(Workflow, @"(?m)^ +- run: (.+)$")).Groups[1].Value;

    /// <summary>One bit of a film that was pulled.</summary>
    private void DamageFilm()
    {
        var film = Directory.GetFiles(Path.Combine(Dataset, "images")).Order(StringComparer.Ordinal).First();
        var bytes = File.ReadAllBytes(film);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(film, bytes);
    }

    private async Task LockAsync()
    {
        Assert.Equal(0, (await Cli.RunAsync("pull", "--source", PathOf("data"), "--images-from", PathOf("data/images"), "--offline", "--out", PathOf("first"))).ExitCode);
        File.Copy(PathOf("first/covidxr.lock.json"), PathOf("covidxr.lock.json"));
        Assert.Equal(1, (await Cli.RunAsync("check", "-d", PathOf("first"), "--findings", PathOf("findings.json"))).ExitCode);
        Directory.Delete(PathOf("first"), recursive: true);
    }

    private async Task<Cli> RunWorkflowAsync(string environment = "unset GITHUB_ACTIONS")
    {
        Directory.CreateDirectory(PathOf("bin"));
        using var process = CovidxrProcess.StartShell($$"""
            cd '{{_repository.Location}}'
            printf '#!/bin/sh\nexec %s "$@"\n' "{{CovidxrProcess.Command}}" > bin/covidxr
            chmod +x bin/covidxr
            export PATH="$PWD/bin:$PATH" COVIDXR_PULL='{{Pull}}'
            {{environment}}
            {{Line()}}
            """);
        return await process.EndAsync();
    }

    private string PathOf(string name) => Path.Combine(_repository.Location, name);
}
