using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Tests.Files;

public sealed class InputFileTests : IDisposable
{
    private static readonly FileLimit Limit = new(1000, "lists");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Each way to read a file by its path.</summary>
    public static TheoryData<string> Readers => [.. Reading.Keys];

    private static Dictionary<string, Action<string>> Reading { get; } = new(StringComparer.Ordinal)
    {
        ["handle"] = path => InputFile.OpenHandle(path).Dispose(),
        ["stream"] = path => InputFile.Open(path, Limit).Dispose(),
        ["zip"] = path => InputFile.OpenZip(path).Dispose(),
        ["hash"] = path => InputFile.Sha256(path, Limit),
        ["lines"] = path => _ = InputFile.Lines(path, Limit).Count(),
        ["copy"] = path => InputFile.Copy(path, path + ".copy", Limit),
        ["whole"] = path => WholeFile.Read(path, Limit),
        ["text"] = path => WholeFile.ReadText(path, path, Limit),
        ["start"] = path => WholeFile.ReadStart(path, new byte[2]),
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_pipe_is_refused_at_once(string reader)
    {
        var path = Pipe("pipe");
        var error = Assert.Throws<DatasetException>(() => Reading[reader](path));
        Assert.Equal($"{path}: is a pipe, not a file; save what it gives to a file", error.Message);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_device_is_refused(string reader)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the device is Unix's");
        Assert.Equal("/dev/zero: is a device, not a file", Assert.Throws<DatasetException>(() => Reading[reader]("/dev/zero")).Message);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_folder_is_refused(string reader) =>
        Assert.Equal($"{_folder.Location}: is a folder, not a file", Assert.Throws<DatasetException>(() => Reading[reader](_folder.Location)).Message);

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_socket_is_refused(string reader)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the socket is Unix's");
        var path = Path.Combine(_folder.Location, "socket");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Assert.Equal($"{path}: is a socket, not a file", Assert.Throws<DatasetException>(() => Reading[reader](path)).Message);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void What_is_not_there_says_so(string reader)
    {
        var path = Path.Combine(_folder.Location, "gone");
        var error = Assert.Throws<DatasetException>(() => Reading[reader](path));
        Assert.StartsWith($"{path}: cannot be read: ", error.Message, StringComparison.Ordinal);
        Assert.True(InputFile.IsAbsence(error));
    }

    [Fact]
    public void Links_are_followed_to_what_is_behind_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        var file = _folder.Write("file", "content"u8);
        var good = Path.Combine(_folder.Location, "good");
        var bad = Path.Combine(_folder.Location, "bad");
        File.CreateSymbolicLink(good, file);
        File.CreateSymbolicLink(bad, Pipe("pipe"));
        Assert.Equal("content"u8.ToArray(), WholeFile.Read(good, Limit));
        Assert.Equal(SHA256.HashData("content"u8), InputFile.Sha256(good, Limit));
        Assert.Equal($"{bad}: is a pipe, not a file; save what it gives to a file", Assert.Throws<DatasetException>(() => WholeFile.Read(bad, Limit)).Message);
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("hash")]
    [InlineData("lines")]
    [InlineData("copy")]
    [InlineData("whole")]
    [InlineData("text")]
    public void A_file_over_the_limit_is_refused(string reader)
    {
        var path = _folder.Write("file", new byte[1001]);
        Assert.Equal($"{path}: the file has 1,001 bytes; lists of up to 1,000 are read", Assert.Throws<DatasetException>(() => Reading[reader](path)).Message);
        File.WriteAllBytes(path, new byte[1000]);
        Reading[reader](path);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("lines")]
    [InlineData("whole")]
    [InlineData("text")]
    public void A_file_that_says_it_is_empty_ends_at_the_limit(string reader)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the file is Linux's");
        Assert.Equal(0, new FileInfo("/proc/kallsyms").Length);
        Assert.Contains("; lists of up to 1,000 are read", Assert.Throws<DatasetException>(() => Reading[reader]("/proc/kallsyms")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_reads_what_the_file_holds_from_any_place()
    {
        var path = _folder.Write("file", [1, 2, 3, 4, 5]);
        using var stream = InputFile.Open(path, Limit);
        Assert.Equal((5, 1), (stream.Length, stream.ReadByte()));
        Assert.Equal(4, stream.Seek(-1, SeekOrigin.End));
        Assert.Equal((5, -1), (stream.ReadByte(), stream.ReadByte()));
        Assert.Equal(1, stream.Seek(-4, SeekOrigin.Current));
        Assert.Equal(2, stream.ReadByte());
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
    }

    /// <summary>A pipe with a name, at whose other end is nobody.</summary>
    private string Pipe(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pipe is Unix's");
        var path = Path.Combine(_folder.Location, name);
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }
}
