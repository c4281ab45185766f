using System.Diagnostics;

namespace CovidXray.Robustness.Runs;

/// <summary>A run of a program that has ended.</summary>
/// <param name="ExitCode">128 and more: a signal.</param>
/// <param name="Errors">What it said on stderr.</param>
internal sealed record CovidxrRun(int ExitCode, string Errors)
{
    private const int Killed = 128 + 9;

    /// <summary>Stopped by the shim.</summary>
    public bool IsKilled => ExitCode == Killed;

    /// <summary>Whether it failed as a command may: exit 1 and a message that is no fault of ours.</summary>
    public bool IsRefusal => ExitCode == 1 && Errors.Contains("covidxr: ", StringComparison.Ordinal) && Problem is null;

    /// <summary>What no run may do, whatever happens to it; null if it did nothing of this.</summary>
    public string? Problem =>
        ExitCode is not (0 or 1) ? $"exit code {ExitCode}"
        : Errors.Contains("internal error", StringComparison.Ordinal) || Errors.Contains("\n   at ", StringComparison.Ordinal) ? "an internal error"
        : ExitCode == 1 && Errors.Length == 0 ? "exit code 1 without a word"
        : null;

    /// <summary>The error in one line.</summary>
    public string FirstError =>
        Errors.Split('\n').FirstOrDefault(l => l.StartsWith("covidxr: ", StringComparison.Ordinal)) ?? Errors.Split('\n')[0];
}

/// <summary>A process that runs.</summary>
internal sealed class StartedProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    /// <summary>Starts it.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="variables">Of its environment.</param>
    public StartedProcess(IReadOnlyList<string> command, string folder, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Waits for its end; one that takes very long is killed, and its exit code tells.</summary>
    public CovidxrRun End()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            return new CovidxrRun(int.MaxValue, $"it hung for {Patience.TotalSeconds} seconds");
        }

        _ = _output.GetAwaiter().GetResult();
        return new CovidxrRun(_process.ExitCode, _errors.GetAwaiter().GetResult().Trim());
    }

    public void Dispose() => _process.Dispose();
}
