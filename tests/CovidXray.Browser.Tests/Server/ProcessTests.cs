using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CovidXray.Cli.Tests;
using CovidXray.Tests;

namespace CovidXray.Browser.Tests.Server;

/// <summary><c>covidxr browse</c> as a process: its one line, its way in, its end.</summary>
public sealed class ProcessTests : IDisposable
{
    /// <summary>A second, ten times over: for machines that do other things, too.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_with_0_whatever_is_open(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        using var process = CovidxrProcess.Start("browse", "-d", Cli.Tests.Cli.Sample, "--no-open");
        var address = new Uri((await process.Out.ReadLineAsync(TestContext.Current.CancellationToken))!);
        var entry = await Served.SendAsync(address.Port, "GET", address.PathAndQuery);
        using var idle = await ConnectAsync(address.Port, "");
        using var half = await ConnectAsync(address.Port, "GET /data HTTP/1.1\r\nHost: 127.0.0.1");
        using var unread = await ConnectAsync(address.Port, string.Concat(Enumerable.Repeat($"GET /films/0 HTTP/1.1\r\nHost: 127.0.0.1:{address.Port}\r\nCookie: {entry.Headers["set-cookie"].Split(';')[0]}\r\n\r\n", 100)));
        using var body = await ConnectAsync(address.Port, $"POST /selection HTTP/1.1\r\nHost: 127.0.0.1:{address.Port}\r\nOrigin: http://127.0.0.1:{address.Port}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nCookie: {entry.Headers["set-cookie"].Split(';')[0]}\r\n\r\n{{");
        await Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await process.SignalAsync(signal);
        var run = await process.EndAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        Assert.Equal((0, "", "serving until Ctrl+C\n"), (run.ExitCode, run.Out, run.Err));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var run = await Cli.Tests.Cli.RunAsync("browse", "-d", Cli.Tests.Cli.Sample, "--no-open", "--port", $"{port}");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches($"^covidxr: cannot listen on 127.0.0.1, port {port}: .* \\(--port N takes another one, --port 0 a free one\\)$", Assert.Single(run.ErrorLines));
    }

    [Theory]
    [InlineData("--port", "x", 2, "--port is x; expected 0 to 65535.")]
    [InlineData("--port", "65536", 2, "--port is 65536; expected 0 to 65535.")]
    [InlineData("--where", "agee > 5", 2, "--where: column 1: there is no field or concept 'agee'")]
    [InlineData("--exclude", "nothing of this", 2, "--exclude: there is no concept or tag 'nothing of this'")]
    [InlineData("--images-from", "/no/such/folder", 1, "the folder of films cannot be read")]
    [InlineData("--host", "no such host", 2, "--host no such host: there is no such address")]
    [InlineData("--selection", "/no/such/file", 1, "/no/such/file")]
    public async Task What_is_wrong_is_told_as_by_other_commands(string option, string value, int code, string problem)
    {
        var run = await Cli.Tests.Cli.RunAsync("browse", "-d", Cli.Tests.Cli.Sample, "--no-open", option, value);
        Assert.Equal((code, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_on_no_command_line_but_in_a_file_of_the_user_alone()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "xdg-open is Linux's");

        // It notes what it is called with and what the file says, and stays as a browser does.
        var opener = _folder.Write("bin/xdg-open", Encoding.UTF8.GetBytes($"#!/bin/sh\necho \"$@\" > '{_folder.Location}/args'\nstat -c %a \"$1\" > '{_folder.Location}/mode'\ncp \"$1\" '{_folder.Location}/page'\ntouch '{_folder.Location}/done'\n"));
        using var process = CovidxrProcess.StartShell($"chmod +x '{opener}'; export PATH='{_folder.Location}/bin':$PATH DISPLAY=:0 XDG_CACHE_HOME='{_folder.Location}/cache'; exec {CovidxrProcess.Command} browse -d '{Cli.Tests.Cli.Sample}'");
        var address = new Uri((await process.Out.ReadLineAsync(TestContext.Current.CancellationToken))!);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Soon && !File.Exists(Path.Combine(_folder.Location, "done"));)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var arguments = (await File.ReadAllTextAsync(Path.Combine(_folder.Location, "args"), TestContext.Current.CancellationToken)).TrimEnd();
        Assert.StartsWith(Path.Combine(_folder.Location, "cache", "covidxr", "browse", "open-"), arguments, StringComparison.Ordinal);
        Assert.True(File.Exists(arguments));
        Assert.DoesNotContain(address.Query["?token=".Length..], arguments, StringComparison.Ordinal);
        Assert.Equal("600", (await File.ReadAllTextAsync(Path.Combine(_folder.Location, "mode"), TestContext.Current.CancellationToken)).TrimEnd());
        Assert.Contains(address.AbsoluteUri, await File.ReadAllTextAsync(Path.Combine(_folder.Location, "page"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await process.SignalAsync("TERM");
        Assert.Equal(0, (await process.EndAsync()).ExitCode);
        Assert.False(File.Exists(arguments));
    }

    [Fact]
    public async Task No_browser_is_worth_a_note()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "xdg-open is Linux's");
        using var process = CovidxrProcess.StartShell($"D=$(command -v dotnet); export PATH='{_folder.Location}' DISPLAY=:0 XDG_CACHE_HOME='{_folder.Location}/cache'; exec $D '{typeof(Cli.CommandLine).Assembly.Location}' browse -d '{Cli.Tests.Cli.Sample}'");
        var address = new Uri((await process.Out.ReadLineAsync(TestContext.Current.CancellationToken))!);
        Assert.Equal(200, (await Served.SendAsync(address.Port, "GET", "/")).Status);
        await process.SignalAsync("TERM");
        var run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: no browser could be opened", run.Err, StringComparison.Ordinal);
    }

    private static async Task<TcpClient> ConnectAsync(int port, string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }
}
