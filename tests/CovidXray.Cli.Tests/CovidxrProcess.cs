using System.Diagnostics;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>The program as a process of its own, for what only a process shows: signals, closed pipes, the environment.</summary>
internal sealed class CovidxrProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A suite that a shell started in the background ignores SIGINT, its children inherit that, and a program cannot tell it from
    /// a user's wish: what is started here begins with the signal's default action.
    /// </summary>
    private static readonly string[] Listening = OperatingSystem.IsWindows() ? []
        : Succeeds("env", "--default-signal=INT", "true") ? ["env", "--default-signal=INT"]
        : ["perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV or die"];

    private readonly Process _process;
    private readonly Task<string> _error;

    private CovidxrProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public StreamReader Out => _process.StandardOutput;

    public bool HasExited => _process.HasExited;

    /// <summary>Whether it is the native program, which has other needs.</summary>
    public static bool IsNative => Program is [_];

    /// <summary>The program, as a shell is told it.</summary>
    public static string Command => string.Join(' ', Program.Select(word => $"'{word}'"));

    public static CovidxrProcess Start(params IReadOnlyList<string> args) =>
        new(Describe([.. Program, .. args]));

    /// <summary>Through a shell, in which <c>covidxr</c> is the program.</summary>
    public static CovidxrProcess StartShell(string script) =>
        new(Describe(["bash", "-c", $"covidxr() {{ {Command} \"$@\"; }}\n{script}"]));

    /// <summary>Waits for its end.</summary>
    public async Task<Cli> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
        return new Cli(_process.ExitCode, output, await _error);
    }

    /// <summary>Waits until it has had so much of a processor: it is past its start, however busy the machine is.</summary>
    public async Task WorkAsync(TimeSpan processorTime)
    {
        while (!_process.HasExited && _process.TotalProcessorTime < processorTime)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            _process.Refresh();
        }

        Assert.False(_process.HasExited);
    }

    /// <summary>Sends a signal, such as INT or TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Ends it at once, if it has not ended: SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>What runs: what COVIDXR names, as for tests/CovidXray.Robustness, or what was built beside the tests.</summary>
    private static string[] Program { get; } = Environment.GetEnvironmentVariable("COVIDXR") is { Length: > 0 } named
        ? named.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", named] : [named]
        : ["dotnet", typeof(CommandLine).Assembly.Location];

    private static ProcessStartInfo Describe(string[] command)
    {
        string[] whole = [.. Listening, .. command];
        return new ProcessStartInfo(whole[0], whole[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        };
    }

    private static bool Succeeds(string file, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(file, args) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
