using System.Diagnostics;
using System.Net.Sockets;
using CovidXray.Files;

namespace CovidXray.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Location, "choice.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_made_and_replaced_and_nothing_else_is_there_afterwards()
    {
        AtomicFile.Write(Target, "one"u8);
        AtomicFile.Write(Target, "two"u8);
        Assert.Equal("two", File.ReadAllText(Target));
        AtomicFile.WriteUnflushed(Target, "three"u8, "1-of-2");
        Assert.Equal("three", File.ReadAllText(Target));
        AtomicFile.WriteShared(Target, "four"u8);
        Assert.Equal("four", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Location));
    }

    [Fact]
    public void The_name_on_the_way_is_hidden_and_begins_as_all_do()
    {
        Assert.Equal(Path.Combine(_folder.Location, ".covidxr-choice.json.part"), AtomicFile.PartOf(Target));
        Assert.Equal(Path.Combine(_folder.Location, ".covidxr-choice.json.1-of-2.part"), AtomicFile.PartOf(Target, "1-of-2"));
        Assert.Equal(".covidxr-choice.json.part", AtomicFile.PartOf("choice.json"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_in_the_place_of_the_name_on_the_way_is_not_followed(bool exists)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege");
        using var elsewhere = new TemporaryFolder();
        var outside = Path.Combine(elsewhere.Location, "precious");
        if (exists)
        {
            File.WriteAllText(outside, "precious");
        }

        File.CreateSymbolicLink(AtomicFile.PartOf(Target), outside);
        AtomicFile.Write(Target, "new"u8);
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Null(new FileInfo(Target).LinkTarget);
        Assert.Equal(exists ? "precious" : null, File.Exists(outside) ? File.ReadAllText(outside) : null);
    }

    [Fact]
    public void What_a_killed_process_left_is_replaced()
    {
        File.WriteAllText(AtomicFile.PartOf(Target), "half of someth");
        AtomicFile.Write(Target, "new"u8);
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Location));
    }

    [Fact]
    public void What_killed_processes_left_of_a_shared_file_is_removed_when_it_is_old()
    {
        var old = _folder.Write(".covidxr-choice.json.0123.part", "half"u8);
        var young = _folder.Write(".covidxr-choice.json.4567.part", "half"u8);
        var another = _folder.Write(".covidxr-other.json.0123.part", "half"u8);
        foreach (var path in (string[])[old, another])
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-2));
        }

        AtomicFile.WriteShared(Target, "new"u8);
        Assert.Equal([young, another, Target], Directory.GetFileSystemEntries(_folder.Location).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_killed_processes_of_this_machine_left_of_a_shared_file_is_removed_at_once()
    {
        var dead = RunningProcess.Current with { Started = 1 };
        _ = _folder.Write($".covidxr-choice.json.{dead}.1.part", "half"u8);
        var living = _folder.Write($".covidxr-choice.json.{RunningProcess.Current}.99.part", "half"u8);
        var elsewhere = _folder.Write($".covidxr-choice.json.{dead with { Machine = "00000000" }}.1.part", "half"u8);
        AtomicFile.WriteShared(Target, "new"u8);
        Assert.Equal(new[] { living, elsewhere, Target }.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Location).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Who_holds_the_folder_removes_all_that_nobody_writes_any_more()
    {
        _ = _folder.Write(".covidxr-a.png.part", "half"u8);
        _ = _folder.Write(".covidxr-b.png.1-of-2.part", "half"u8);
        var kept = _folder.Write(".covidxr-c.png.part", "half"u8);
        var living = _folder.Write($".covidxr-d.json.{RunningProcess.Current}.1.part", "half"u8);
        var another = _folder.Write("d.part", "not ours"u8);
        AtomicFile.DeleteLeftovers(_folder.Location, keeps: p => p.EndsWith("-c.png.part", StringComparison.Ordinal));
        Assert.Equal(new[] { kept, living, another }.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Location).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_that_leaves_no_room_gets_a_short_one_on_the_way()
    {
        var path = Path.Combine(_folder.Location, new string('x', 250) + ".png");
        AtomicFile.WriteUnflushed(path, "new"u8, "1-of-2");
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Location));
        Assert.InRange(Path.GetFileName(AtomicFile.PartOf(path, "1-of-2")).Length, 1, 100);
    }

    [Fact]
    public async Task Many_writers_of_one_file_all_succeed_and_the_file_is_whole()
    {
        var contents = Enumerable.Range(0, 8).Select(i => Enumerable.Repeat((byte)('a' + i), 10_000).ToArray()).ToArray();
        await Task.WhenAll(contents.Select(content => Task.Run(
            () =>
            {
                for (var i = 0; i < 5; i++)
                {
                    AtomicFile.WriteShared(Target, content);
                    Assert.Contains(File.ReadAllBytes(Target), contents);
                }
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Location));
    }

    public static TheoryData<string> Writers => ["alone", "shared", "unflushed", "streamed"];

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_pipe_or_a_socket_stays_what_it_is_and_a_link_to_one_is_replaced(string writer)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pipe is made by mkfifo");
        using (var made = Process.Start("mkfifo", [Target]))
        {
            made.WaitForExit();
        }

        var socket = Path.Combine(_folder.Location, "s");
        using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        bound.Bind(new UnixDomainSocketEndPoint(socket));
        foreach (var path in (string[])[Target, socket])
        {
            var kind = UnixFile.KindOf(path);
            Assert.Equal("it is a device, a pipe or a socket, which no file takes the place of", Assert.Throws<IOException>(() => Write(writer, path)).Message);
            Assert.Equal(kind, UnixFile.KindOf(path));
        }

        var link = Path.Combine(_folder.Location, "link.json");
        File.CreateSymbolicLink(link, Target);
        Write(writer, link);
        Assert.Equal("new", File.ReadAllText(link));
        Assert.Equal(FileKind.Pipe, UnixFile.KindOf(Target));
        Assert.Equal(new[] { Target, link, socket }.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Location).Order(StringComparer.Ordinal));
    }

    private static void Write(string writer, string path)
    {
        switch (writer)
        {
            case "alone": AtomicFile.Write(path, "new"u8); break;
            case "shared": AtomicFile.WriteShared(path, "new"u8); break;
            case "unflushed": AtomicFile.WriteUnflushed(path, "new"u8); break;
            default: AtomicFile.WriteUnflushed(path, stream => stream.Write("new"u8)); break;
        }
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        // A folder cannot be replaced by a file.
        Directory.CreateDirectory(Target);
        var error = Record.Exception(() => AtomicFile.Write(Target, "new"u8));
        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder.Location));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_name_on_the_way_is_an_error()
    {
        Directory.CreateDirectory(AtomicFile.PartOf(Target));
        var error = Record.Exception(() => AtomicFile.Write(Target, "new"u8));
        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        Assert.False(File.Exists(Target));
    }
}
