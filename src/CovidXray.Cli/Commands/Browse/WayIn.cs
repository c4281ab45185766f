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

        WayIn? way = null;
        try
        {
            way = new WayIn(Write(address));
            Start(way._file, terminal);
        }
        catch (Exception e) when (DiskError.Is(e) || e is Win32Exception)
        {
            terminal.WriteNote($"note: no browser could be opened ({DiskError.Problem(e)}); open the address in one");
        }

        return way;
    }

    public void Dispose() => FilePath.TryDelete(_file);

    private static bool HasScreen() => ((string[])["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]).Any(v => Environment.GetEnvironmentVariable(v) is { Length: > 0 });

    private static string Write(Uri address)
    {
        var folder = Path.Combine(UserCache.Folder, "browse");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"open-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.html");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        var url = ForeignText.Html(address.AbsoluteUri);
        file.Write(Encoding.UTF8.GetBytes($"<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><title>covidxr</title><meta http-equiv=\"refresh\" content=\"0;url={url}\"><a href=\"{url}\">covidxr</a>\n"));
        return path;
    }

    private static void Start(string file, Terminal terminal)
    {
        if (OperatingSystem.IsWindows())
        {
            using var shell = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
            return;
        }

        // What it prints is not ours to print.
        var opener = Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        if (opener is not null)
        {
            _ = TellAsync(opener, terminal);
        }
    }

    private static async Task TellAsync(Process opener, Terminal terminal)
    {
        using (opener)
        {
            await opener.WaitForExitAsync().ConfigureAwait(false);
            if (opener.ExitCode != 0)
            {
                terminal.WriteNote("note: no browser could be opened; open the address in one");
            }
        }
    }
}
