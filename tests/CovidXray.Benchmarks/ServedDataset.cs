using System.Diagnostics;
using System.Globalization;

namespace CovidXray.Benchmarks;

/// <summary><c>covidxr browse</c> as a process of its own, from its start to its end.</summary>
internal sealed class ServedDataset : IDisposable
{
    private readonly Process _process;

    private ServedDataset(Process process, long started, string address) => (_process, Started, Address) = (process, started, address);

    /// <summary>When it was started, as <see cref="Stopwatch"/> counts.</summary>
    public long Started { get; }

    /// <summary>The printed address.</summary>
    public string Address { get; }

    /// <summary>The largest memory that it has had, in MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Starts it, and waits for the address.</summary>
    /// <param name="program">The native binary.</param>
    /// <param name="dataset">The dataset.</param>
    public static ServedDataset Start(string program, string dataset)
    {
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(program, ["browse", "-d", dataset, "--no-open", "--port", "0", "--quiet"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var address = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("covidxr browse printed no address.");
        return new ServedDataset(process, started, address);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
