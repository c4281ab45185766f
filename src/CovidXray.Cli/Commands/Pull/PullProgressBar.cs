using System.Diagnostics;
using CovidXray.Cli.Terminals;
using CovidXray.Releases;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>A line on stderr while files come, where a person is watching: images, bytes, rate, time left.</summary>
internal static class PullProgressBar
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the work, showing how far it is.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="title">What the work is.</param>
    /// <param name="progress">Is written by the work.</param>
    /// <param name="total">How many images; null if it is one file of unknown length.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> ShowAsync<T>(Terminal terminal, string title, PullProgress progress, int? total, Func<Task<T>> work)
    {
        if (!terminal.ShowsProgress)
        {
            return await work().ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        var bar = console.Progress().AutoClear(enabled: true).Columns(
            total is null ? [new SpinnerColumn(), new TaskDescriptionColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()]);
        return await bar.StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total ?? 1));
            var (bytesBefore, imagesBefore) = (progress.Bytes, progress.Images);
            var clock = Stopwatch.StartNew();
            var running = work();
            while (await Task.WhenAny(running, Task.Delay(Interval)).ConfigureAwait(false) != running)
            {
                var bytes = progress.Bytes - bytesBefore;
                var images = progress.Images - imagesBefore;
                var count = total is null ? "" : $" {images}/{total}";
                task.Description = Markup.Escape($"{title}{count}  {ByteSize.Show(bytes)}  {ByteSize.Show(bytes / clock.Elapsed.TotalSeconds)}/s");
                task.Value = images;
            }

            return await running.ConfigureAwait(false);
        }).ConfigureAwait(false);
    }
}
