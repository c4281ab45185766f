using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace CovidXray.Files;

/// <summary>A process as files name it, so that another one can tell whether it still lives.</summary>
/// <remarks>
/// A number alone is given out again. With the time at which the process began, and with the machine, it is not: containers that share
/// a host's name have numbers of their own, and after a restart of the machine they begin anew.
/// </remarks>
/// <param name="Machine">Where processes have numbers in common: a short hash of host, boot and namespace.</param>
/// <param name="Number">The process identifier.</param>
/// <param name="Started">When it began, in units of the system; only compared.</param>
internal readonly partial record struct RunningProcess(string Machine, int Number, long Started)
{
    // EPERM, the same on Linux and macOS.
    private const int NotPermitted = 1;
    private static readonly TimeSpan Inexact = TimeSpan.FromSeconds(2);

    /// <summary>This process.</summary>
    public static RunningProcess Current { get; } = new(ThisMachine(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>Whether it runs where this process runs, so that <see cref="IsAlive"/> can be asked.</summary>
    public bool IsHere => Machine == Current.Machine;

    /// <summary>Whether it is still running. Only of those that are here. In doubt it is.</summary>
    public bool IsAlive => StartOf(Number) is { } started
        ? Started == 0 || (OperatingSystem.IsLinux() ? started == Started : Math.Abs(started - Started) <= Inexact.Ticks)
        : OperatingSystem.IsLinux() && IsHidden(Number);

    /// <summary>As a part of a file name: <c>1f0c9a3b-4711-88213</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Machine}-{Number}-{Started}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null if it is something else.</summary>
    public static RunningProcess? Parse(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[4];
        return text.Split(parts, '-') == 3
            && int.TryParse(text[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(text[parts[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            ? new RunningProcess(text[parts[0]].ToString(), number, started)
            : null;
    }

    private static string ThisMachine()
    {
        var parts = new StringBuilder(Environment.MachineName);
        if (OperatingSystem.IsLinux())
        {
            parts.Append('/').Append(TextOf("/proc/sys/kernel/random/boot_id")).Append('/').Append(new FileInfo("/proc/self/ns/pid").LinkTarget);
        }

        // No cryptography: to load that takes as long as a small job.
        return XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(parts.ToString())).ToString("x16", CultureInfo.InvariantCulture)[..8];
    }

    /// <summary>Whether there is a process that /proc does not show: it may hide those of others, or not be there at all.</summary>
    private static bool IsHidden(int number) =>
        TextOf(StatusPath(number)).Length == 0 && (Kill(number, 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted);

    private static string StatusPath(int number) => string.Create(CultureInfo.InvariantCulture, $"/proc/{number}/stat");

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    /// <summary>When a process began; null if there is none, or only what is left of one that has ended.</summary>
    private static long? StartOf(int number)
    {
        if (OperatingSystem.IsLinux())
        {
            // proc(5): "4711 (name) S ...": the name may hold anything, so count behind its bracket. The state is field 3, the start field 22.
            var status = TextOf(StatusPath(number));
            var fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > 19 && fields[0] is not ("Z" or "X") ? long.Parse(fields[19], CultureInfo.InvariantCulture) : null;
        }

        try
        {
            using var process = Process.GetProcessById(number);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
