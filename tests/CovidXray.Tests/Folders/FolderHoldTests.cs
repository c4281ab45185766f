using System.Diagnostics;
using System.Text.Json.Nodes;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;

namespace CovidXray.Tests.Folders;

public sealed class FolderHoldTests : IDisposable
{
    private static readonly FolderWork Masks = new("masks", "semantic");

    private readonly TemporaryFolder _folder = new();

    private string Hold => Path.Combine(_folder.Location, ".covidxr.hold");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_run_at_a_time_has_a_folder_and_leaves_nothing_in_it()
    {
        using (FolderHold.Take(_folder.Location, Masks))
        {
            Assert.Equal([Hold], Directory.GetFileSystemEntries(_folder.Location));
            var refusal = Assert.Throws<DatasetException>(() => FolderHold.Take(_folder.Location, new FolderWork("export coco")));
            Assert.Equal(
                $"{_folder.Location}: another covidxr masks is at work in this folder: process {Environment.ProcessId} on {Environment.MachineName} (wait until it is done, or take another folder)",
                refusal.Message);
            Assert.Equal([Hold], Directory.GetFileSystemEntries(_folder.Location));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Location));
        FolderHold.Take(_folder.Location, new FolderWork("export coco")).Dispose();
    }

    [Fact]
    public void Shards_of_the_same_work_go_together()
    {
        using var first = FolderHold.Take(_folder.Location, Masks with { Shard = "1-of-3" });
        using var second = FolderHold.Take(_folder.Location, Masks with { Shard = "2-of-3" });
        Assert.Equal([Hold + ".1-of-3", Hold + ".2-of-3"], Directory.GetFileSystemEntries(_folder.Location).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("masks", "semantic", "1-of-3", "the same shard of covidxr masks, shard 1/3, is at work")]
    [InlineData("masks", "index", "2-of-3", "a shard of another covidxr masks, shard 1/3, with other options or images, is at work")]
    [InlineData("masks", "semantic", "2-of-4", "covidxr masks, shard 1/3, of another number of shards than 2/4, is at work")]
    [InlineData("masks", "semantic", "1-of-2", "; a task that is submitted again says --shard auto/3)")]
    [InlineData("export coco", "semantic", "2-of-3", "another covidxr masks, shard 1/3 is at work")]
    [InlineData("masks", "semantic", null, "another covidxr masks, shard 1/3 is at work")]
    public void Other_work_is_refused_beside_a_shard(string command, string identity, string? shard, string message)
    {
        using var first = FolderHold.Take(_folder.Location, Masks with { Shard = "1-of-3" });
        var refusal = Assert.Throws<DatasetException>(() => FolderHold.Take(_folder.Location, new FolderWork(command, identity, shard)));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_is_refused_beside_a_run_that_does_all()
    {
        using var whole = FolderHold.Take(_folder.Location, Masks);
        Assert.Throws<DatasetException>(() => FolderHold.Take(_folder.Location, Masks with { Shard = "1-of-3" }));
    }

    [Fact]
    public void A_dead_process_of_this_machine_holds_nothing()
    {
        Leave(p => p["process"] = $"{RunningProcess.Current.Machine}-{DeadProcess()}-1");
        FolderHold.Take(_folder.Location, Masks).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Location));
    }

    [Fact]
    public void A_number_that_another_process_has_now_holds_nothing()
    {
        Leave(p => p["process"] = $"{RunningProcess.Current.Machine}-{Environment.ProcessId}-1");
        FolderHold.Take(_folder.Location, Masks).Dispose();
    }

    [Fact]
    public void A_living_process_of_this_machine_holds_however_long_it_is_silent()
    {
        Leave(_ => { });
        File.SetLastWriteTimeUtc(Hold, DateTime.UtcNow.AddDays(-1));
        Assert.Throws<DatasetException>(() => FolderHold.Take(_folder.Location, Masks));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(-3, true)]
    public void A_run_on_another_machine_holds_until_it_is_silent_for_two_minutes(int minutes, bool isTaken)
    {
        Leave(p => (p["process"], p["host"]) = ("0badcafe-4711-1", "node7"));
        File.SetLastWriteTimeUtc(Hold, DateTime.UtcNow.AddMinutes(minutes));
        var problem = Record.Exception(() => FolderHold.Take(_folder.Location, Masks).Dispose());
        Assert.Equal(isTaken, problem is null);
        if (problem is not null)
        {
            Assert.Matches(@"another covidxr export voc is at work in this folder: process 4711 on node7 \(last heard of [67]\d s ago; after 2 minutes of silence it is taken for dead", problem.Message);
        }
    }

    [Fact]
    public void What_it_says_is_quoted_in_part_and_in_one_line()
    {
        var text = new string('x', 5000);
        Leave(p => (p["process"], p["host"], p["command"], p["shard"]) = ("0badcafe-4711-1", $"a\nb\u202e{text}", text, text));
        Assert.Matches(@"^[^:\n]+: another covidxr x+\.\.\., shard x+\.\.\. is at work in this folder: process 4711 on a b\uFFFDx+\.\.\. \(", Message());
        Assert.InRange(Message().Length, 0, 700);

        string Message() => Assert.Throws<DatasetException>(() => FolderHold.Take(_folder.Location, Masks)).Message;
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"schema":1}""")]
    public void One_that_cannot_be_read_holds_as_one_of_another_machine(string content)
    {
        File.WriteAllText(Hold, content);
        Assert.Contains(".covidxr.hold in it cannot be read", Assert.Throws<DatasetException>(() => FolderHold.Take(_folder.Location, Masks)).Message, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(Hold, DateTime.UtcNow.AddMinutes(-3));
        FolderHold.Take(_folder.Location, Masks).Dispose();
    }

    [Fact]
    public void A_hold_that_was_taken_over_is_noticed_and_left_alone()
    {
        using var hold = FolderHold.Take(_folder.Location, Masks);
        hold.EnsureHeld(looksAgain: true);
        File.WriteAllText(Hold, File.ReadAllText(Hold).Replace("\"token\":\"", "\"token\":\"0", StringComparison.Ordinal));
        hold.EnsureHeld();
        Assert.Contains("is held by this run no more", Assert.Throws<DatasetException>(() => hold.EnsureHeld(looksAgain: true)).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => hold.EnsureHeld());
        hold.Dispose();
        Assert.True(File.Exists(Hold));
    }

    [Fact]
    public void A_hold_that_was_removed_is_noticed()
    {
        using var hold = FolderHold.Take(_folder.Location, Masks);
        File.Delete(Hold);
        Assert.Throws<DatasetException>(() => hold.EnsureHeld(looksAgain: true));
    }

    [Fact]
    public void To_look_again_is_a_sign_of_life()
    {
        using var hold = FolderHold.Take(_folder.Location, Masks);
        File.SetLastWriteTimeUtc(Hold, DateTime.UtcNow.AddMinutes(-3));
        hold.EnsureHeld(looksAgain: true);
        Assert.InRange(File.GetLastWriteTimeUtc(Hold), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
    }

    [Theory]
    [InlineData(".covidxr.hold")]
    [InlineData(".covidxr.guard")]
    public void A_link_in_the_place_of_our_files_is_not_followed(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege");
        using var elsewhere = new TemporaryFolder();
        var outside = elsewhere.Write("precious", "precious"u8);
        var time = File.GetLastWriteTimeUtc(outside);
        File.CreateSymbolicLink(Path.Combine(_folder.Location, name), outside);
        _ = Record.Exception(() => FolderHold.Take(_folder.Location, Masks).Dispose());
        Assert.Equal(("precious", time), (File.ReadAllText(outside), File.GetLastWriteTimeUtc(outside)));
    }

    [Fact]
    public async Task Of_many_that_come_at_once_over_a_dead_one_just_one_has_it()
    {
        for (var round = 0; round < 20; round++)
        {
            Leave(p => p["process"] = $"{RunningProcess.Current.Machine}-{Environment.ProcessId}-1");
            var holds = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(TryTake, TestContext.Current.CancellationToken)));
            Assert.Single(holds.OfType<FolderHold>()).Dispose();
            Assert.Empty(Directory.GetFileSystemEntries(_folder.Location));
        }
    }

    [Fact]
    public async Task Of_many_shards_that_come_at_once_none_is_refused()
    {
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => FolderHold.Take(_folder.Location, Masks with { Shard = $"{number}-of-8" }).Dispose(), TestContext.Current.CancellationToken)));
            Assert.Empty(Directory.GetFileSystemEntries(_folder.Location));
        }
    }

    private FolderHold? TryTake()
    {
        try
        {
            return FolderHold.Take(_folder.Location, Masks);
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    /// <summary>Leaves a hold as a killed run does, changed.</summary>
    private void Leave(Action<JsonNode> change)
    {
        string written;
        using (FolderHold.Take(_folder.Location, new FolderWork("export voc")))
        {
            written = File.ReadAllText(Hold);
        }

        var json = JsonNode.Parse(written)!;
        change(json);
        File.WriteAllText(Hold, json.ToJsonString());
    }

    private static int DeadProcess()
    {
        using var process = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd" : "true") { RedirectStandardInput = true, UseShellExecute = false })!;
        process.StandardInput.Close();
        process.WaitForExit();
        return process.Id;
    }
}
