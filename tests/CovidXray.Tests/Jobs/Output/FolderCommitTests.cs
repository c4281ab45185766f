using CovidXray.Folders;
using CovidXray.Jobs;
using CovidXray.Jobs.Output;

namespace CovidXray.Tests.Jobs.Output;

/// <summary>At whatever step a commit ends, the next run finds all of the old, all of the new, or enough to put the old back.</summary>
public sealed class FolderCommitTests : IDisposable
{
    private static readonly string[] Put = ["a.txt", "b", "c.txt", "manifest"];
    private static readonly string[] Replace = ["manifest", "a.txt", "b", "z.txt"];

    private readonly TemporaryFolder _folder = new();

    private string Staging => Path.Combine(_folder.Location, FolderCommit.Staging);

    private string Journal => Path.Combine(_folder.Location, FolderState.Journal);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_made_replaces_what_was_there()
    {
        Prepare();
        using (var held = Take(mendsNothing: true))
        {
            FolderCommit.Run(held, held.Location, Put, Replace);
            Assert.False(File.Exists(Journal));
            FolderCommit.DeleteStaging(held.Location);
        }

        AssertIs("new");
    }

    /// <summary>The journal is there, and any number of the moves are done: forwards, or forwards and some of them back.</summary>
    [Fact]
    public void Whatever_is_done_of_it_the_next_run_undoes_it()
    {
        var moves = Moves().ToList();
        for (var done = 0; done <= moves.Count; done++)
        {
            for (var undone = 0; undone <= done; undone++)
            {
                Prepare();
                WriteJournal();
                Directory.CreateDirectory(Path.Combine(Staging, ".replaced"));
                foreach (var (from, to) in moves.Take(done))
                {
                    Directory.Move(from, to);
                }

                foreach (var (from, to) in moves.Take(done).Reverse().Take(undone))
                {
                    Directory.Move(to, from);
                }

                using (var held = Take())
                {
                    Assert.True(held.WasMended);
                    Assert.False(Directory.Exists(Staging));
                }

                AssertIs("old");
            }
        }
    }

    [Fact]
    public void A_move_that_fails_is_undone()
    {
        Prepare();
        Directory.CreateDirectory(Path.Combine(_folder.Location, "c.txt"));
        File.WriteAllText(Path.Combine(_folder.Location, "c.txt", "in the way"), "");
        using (var held = Take(mendsNothing: true))
        {
            Assert.ThrowsAny<IOException>(() => FolderCommit.Run(held, held.Location, Put, Replace));
            Assert.False(File.Exists(Journal));
        }

        Directory.Delete(Path.Combine(_folder.Location, "c.txt"), recursive: true);
        Assert.Equal("new", File.ReadAllText(Path.Combine(Staging, "manifest")));
        Directory.Delete(Staging, recursive: true);
        AssertIs("old");
    }

    [Fact]
    public void What_is_gone_cannot_be_put_back_and_nothing_is_deleted()
    {
        Prepare();
        WriteJournal();
        File.Delete(Path.Combine(_folder.Location, "a.txt"));
        for (var i = 0; i < 2; i++)
        {
            var problem = Assert.Throws<JobException>(Take);
            Assert.Contains("a.txt is gone", problem.Message, StringComparison.Ordinal);
        }

        Assert.Equal("new", File.ReadAllText(Path.Combine(Staging, "a.txt")));
        Assert.True(File.Exists(Journal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"schema":2,"put":[],"replace":[]}""")]
    [InlineData("""{"schema":1,"put":["../a"],"replace":[]}""")]
    [InlineData("""{"schema":1,"put":[null],"replace":[]}""")]
    [InlineData("""{"schema":1,"put":[],"replace":[".."]}""")]
    [InlineData("""{"schema":1,"put":[],"replace":["/etc/passwd"]}""")]
    public void A_journal_that_is_not_ours_moves_nothing(string content)
    {
        Prepare();
        File.WriteAllText(Journal, content);
        Assert.StartsWith(Journal, Assert.Throws<JobException>(Take).Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Path.Combine(_folder.Location, "a.txt")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Staging, "a.txt")));
    }

    [Fact]
    public void Who_lost_the_folder_moves_nothing()
    {
        Prepare();
        using var held = Take(mendsNothing: true);
        File.Delete(Path.Combine(_folder.Location, ".covidxr.hold"));
        Assert.Throws<JobException>(() => FolderCommit.Run(held, held.Location, Put, Replace));
        Assert.Equal("old", File.ReadAllText(Path.Combine(_folder.Location, "a.txt")));
        Assert.Equal("new", File.ReadAllText(Path.Combine(Staging, "a.txt")));
        Assert.False(File.Exists(Journal));
    }

    [Fact]
    public void A_command_that_does_not_undo_it_is_refused()
    {
        Prepare();
        WriteJournal();
        Assert.Contains("an export is coming to its place here", Assert.Throws<JobException>(() => HeldFolder.Take(_folder.Location, new FolderWork("masks"), mends: false)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Journal));
    }

    private HeldFolder Take() => HeldFolder.Take(_folder.Location, new FolderWork("export coco"), mends: true);

    /// <summary>Takes a folder whose hidden folder shall stay as it is prepared.</summary>
    private HeldFolder Take(bool mendsNothing)
    {
        Assert.True(mendsNothing);
        var aside = _folder.Location + "-aside";
        Directory.Move(Staging, aside);
        var held = Take();
        Directory.Move(aside, Staging);
        return held;
    }

    /// <summary>An old result in its place, a new one in the hidden folder.</summary>
    private void Prepare()
    {
        foreach (var entry in new DirectoryInfo(_folder.Location).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        Fill(_folder.Location, Replace, "old");
        Fill(Staging, Put, "new");
    }

    private static void Fill(string folder, string[] names, string content)
    {
        foreach (var name in names)
        {
            var path = Path.Combine(folder, name == "b" ? "b/inner.txt" : name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
    }

    private void WriteJournal() => File.WriteAllBytes(Journal, new CommitJournal(CommitJournal.CurrentSchema, Put, Replace).Write());

    private IEnumerable<(string From, string To)> Moves() =>
        Replace.Select(n => (Path.Combine(_folder.Location, n), Path.Combine(Staging, ".replaced", n)))
            .Concat(Put.Select(n => (Path.Combine(Staging, n), Path.Combine(_folder.Location, n))));

    private void AssertIs(string content)
    {
        string[] names = content == "new" ? Put : Replace;
        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Location).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal));
        Assert.All(names, name => Assert.Equal(content, File.ReadAllText(Path.Combine(_folder.Location, name == "b" ? "b/inner.txt" : name))));
    }
}
