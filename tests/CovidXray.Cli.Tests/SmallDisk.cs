using System.Diagnostics;

namespace CovidXray.Cli.Tests;

/// <summary>A file system of a few kilobytes on a folder; needs Linux and root, else the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    public static SmallDisk Mount(string folder, int kilobytes, bool isReadOnly = false)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "mounting a small disk needs Linux and root");
        var code = Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k{(isReadOnly ? ",ro" : "")}", "tmpfs", folder);
        Assert.SkipUnless(code == 0, "mounting a small disk is not allowed here");
        return new SmallDisk(folder);
    }

    public void Dispose() => Assert.Equal(0, Run("umount", _folder));

    private static int Run(string program, params IReadOnlyList<string> args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
