using CovidXray.Folders;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Every command that changes a folder refuses one in which another run is at work, and changes nothing there.</summary>
public sealed class HeldFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands =>
    [
        "masks -d {sample} --out {folder}",
        "masks -d {sample} --out {folder} --shard 1/2",
        "masks -d {sample} --out {folder} --skip-existing",
        "masks -d {sample} --out {folder} --overwrite",
        "export coco -d {sample} --out {folder}",
        "export coco -d {sample} --out {folder} --overwrite",
        "export hf -d {sample} --out {folder} --shard 1/2",
        "export hf -d {sample} --out {folder} --join 2",
        "stats -d {sample} --csv {folder}",
        "filter -d {folder} --min-size 10",
        "filter -d {folder} --clear",
        "pull --source {sample} --out {folder}",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task It_is_refused(string command)
    {
        _folder.Write("1.json", """{"image":{"width":20,"height":20},"annotations":[]}"""u8);
        _folder.Write("selection.json", "{}"u8);
        string[] before, after;
        Cli run;
        using (FolderHold.Take(_folder.Location, new FolderWork("preview")))
        {
            before = Directory.GetFileSystemEntries(_folder.Location);
            run = await Cli.RunAsync([.. command.Split(' ').Select(p => p.Replace("{sample}", Cli.Sample, StringComparison.Ordinal).Replace("{folder}", _folder.Location, StringComparison.Ordinal))]);
            after = Directory.GetFileSystemEntries(_folder.Location);
        }

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"covidxr: {_folder.Location}: another covidxr preview is at work in this folder: process {Environment.ProcessId} on {Environment.MachineName} (wait until it is done, or take another folder)", run.ErrorLines[^1]);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task A_killed_run_holds_nothing_and_leaves_nothing()
    {
        string hold;
        using (FolderHold.Take(_folder.Location, new FolderWork("masks")))
        {
            hold = await File.ReadAllTextAsync(Path.Combine(_folder.Location, ".covidxr.hold"), TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(_folder.Location, ".covidxr.hold"), System.Text.RegularExpressions.Regex.Replace(hold, @"-\d+-\d+""", "-1-99\""), TestContext.Current.CancellationToken);
        _folder.Write(".covidxr-9000001.png.part", "half"u8);
        Directory.CreateDirectory(Path.Combine(_folder.Location, ".covidxr-export.part", "images"));
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", _folder.Location);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(14, Directory.GetFileSystemEntries(_folder.Location).Length);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Location, ".*"));
    }
}
