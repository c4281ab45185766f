using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Cli;

/// <summary>Limits that the system sets for the process: they end in an error that says so, not in a signal.</summary>
internal static class ProcessLimits
{
    /// <summary>
    /// Enough for each command with a few threads. Below, OpenSSL aborts the process, and so does the runtime, which, where it is no
    /// native program, has yet to open its libraries.
    /// </summary>
    private static readonly int FilesNeeded = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not null ? 64 : 20;

    /// <summary>The number of SIGXFSZ on Linux and macOS; the framework has no name for it.</summary>
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    // errno's EMFILE and ENFILE, the same on Linux and macOS
    private const int TooManyInProcess = 24;
    private const int TooManyInSystem = 23;

    // Held to the end of the process: finalizers write, too.
    private static PosixSignalRegistration? _fileSize;

    /// <summary>Has a file that would grow over <c>ulimit -f</c> fail to be written, as on a full disk.</summary>
    public static void TakeFileSizeAsError() =>
        _fileSize ??= OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeExceeded, static context => context.Cancel = true);

    /// <summary>Whether enough files can be open at a time. If not, that is said on stderr.</summary>
    public static bool HasFilesToOpen()
    {
        var open = new List<SafeFileHandle>(FilesNeeded);
        try
        {
            while (!OperatingSystem.IsWindows() && open.Count < FilesNeeded)
            {
                open.Add(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            }

            return true;
        }
        catch (IOException e) when (e.HResult is TooManyInProcess or TooManyInSystem)
        {
            var found = open.Count;
            open.ForEach(file => file.Dispose());
            WriteWithoutConsole($"covidxr: no more than {found} files can be opened, {FilesNeeded} are needed ('ulimit -n' says how many may be open at a time): {e.Message}\n");
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no such device here; that says nothing.
            return true;
        }
        finally
        {
            open.ForEach(file => file.Dispose());
        }
    }

    /// <summary>The console needs files of its own.</summary>
    private static void WriteWithoutConsole(string line)
    {
        try
        {
            using var error = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            error.Write(Encoding.UTF8.GetBytes(line));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody hears it; the exit code says it.
        }
    }
}
