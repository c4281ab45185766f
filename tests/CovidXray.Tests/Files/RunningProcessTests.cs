using System.Diagnostics;
using CovidXray.Files;

namespace CovidXray.Tests.Files;

public sealed class RunningProcessTests
{
    [Fact]
    public void This_one_is_here_and_alive()
    {
        var current = RunningProcess.Current;
        Assert.True(current is { IsHere: true, IsAlive: true });
        Assert.Equal(Environment.ProcessId, current.Number);
        Assert.Equal(current, RunningProcess.Parse(current.ToString()));
    }

    [Fact]
    public void Another_with_its_number_is_not()
    {
        Assert.False((RunningProcess.Current with { Started = RunningProcess.Current.Started - TimeSpan.FromDays(1).Ticks }).IsAlive);
        Assert.True((RunningProcess.Current with { Started = 0 }).IsAlive);
        Assert.False((RunningProcess.Current with { Machine = "00000000" }).IsHere);
    }

    [Fact]
    public void One_that_has_ended_is_dead_even_before_its_parent_hears_of_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux keeps what is left of processes");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "true & echo $!; exec sleep 30"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            var number = int.Parse(shell.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
            var stat = $"/proc/{number}/stat";
            Assert.True(SpinWait.SpinUntil(() => !File.Exists(stat) || File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal), 10_000));
            var started = File.Exists(stat) ? long.Parse(File.ReadAllText(stat).Split(' ')[21], System.Globalization.CultureInfo.InvariantCulture) : 0;
            Assert.False((RunningProcess.Current with { Number = number, Started = started }).IsAlive);
        }
        finally
        {
            shell.Kill();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1-of-2")]
    [InlineData("abc-1")]
    [InlineData("abc-1-2-3")]
    [InlineData("abc-x-2")]
    [InlineData("abc-1-x")]
    public void Other_text_is_none(string text) => Assert.Null(RunningProcess.Parse(text));
}
