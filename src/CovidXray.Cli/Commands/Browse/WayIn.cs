using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CovidXray.Cli.Terminals;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Browse;

/// <summary>Opens a browser by a file that only the user can read, as long as it is there: what stands on a command line, every user of the machine can see.</summary>
internal sealed class WayIn : IDisposable
{
    private readonly string _file;

    private WayIn(string file) => _file = file;

    /// <summary>Opens a browser. That none opens is worth a note.</summary>
    /// <returns>The file, to be deleted at the end; null if there is none.</returns>
    public static WayIn? Open(Uri address, Terminal terminal)
    {
        if (OperatingSystem.IsLinux() && !HasScreen())
        {
            terminal.WriteNote("note: no browser is opened, as there is no screen; open the address in one");
            return null;
        }

        try
        {
            var way = new WayIn(Write(address));
            _ = StartAsync(way._file, terminal);
            return way;
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            terminal.WriteNote($"note: no browser could be opened ({DiskError.Problem(e)}); open the address in one");
            return null;
        }
    }

    public void Dispose() => FilePath.TryDelete(_file);

    private static bool HasScreen() => ((string[])["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]).Any(v => Environment.GetEnvironmentVariable(v) is { Length: > 0 });

    private static string Write(Uri address)
    {
        var folder = Path.Combine(UserCache.Folder, "browse");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"open-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.html");
        using var file = new FileStream(path, ForUserAlone(FileMode.CreateNew));
        var url = ForeignText.Html(address.AbsoluteUri);
        file.Write(Encoding.UTF8.GetBytes($"<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><title>covidxr</title><meta http-equiv=\"refresh\" content=\"0;url={url}\"><a href=\"{url}\">covidxr</a>\n"));
        return path;
    }

    /// <summary>Nobody else may read it from its first moment on: who opens it before its mode is set goes on to read.</summary>
    private static FileStreamOptions ForUserAlone(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static async Task StartAsync(string file, Terminal terminal)
    {
        try
        {
            // What it prints is not ours to print.
            using var opener = Process.Start(OperatingSystem.IsWindows()
                ? new ProcessStartInfo(file) { UseShellExecute = true }
                : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
            if (opener is null || OperatingSystem.IsWindows())
            {
                return;
            }

            await opener.WaitForExitAsync().ConfigureAwait(false);
            if (opener.ExitCode != 0)
            {
                terminal.WriteNote("note: no browser could be opened; open the address in one");
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            terminal.WriteNote($"note: no browser could be opened ({e.Message}); open the address in one");
        }
    }
}
