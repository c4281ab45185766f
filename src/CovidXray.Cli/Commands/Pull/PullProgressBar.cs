using System.Diagnostics;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Pull;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>A line on stderr while files come, where a person is watching: images, bytes, rate, time left. It is there while a stage of the pull lasts.</summary>
internal sealed class PullProgressBar(Terminal terminal) : IProgress<PullStage>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private TaskCompletionSource? _end;
    private Task _bar = Task.CompletedTask;

    /// <summary>Shows the line, or takes it away: when this returns, it is gone, and others may write.</summary>
    public void Report(PullStage value)
    {
        if (!terminal.ShowsProgress)
        {
            return;
        }

        if (!value.HasEnded)
        {
            _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _bar = Task.Run(() => ShowAsync(value, _end.Task));
            return;
        }

        _end?.TrySetResult();
        _bar.GetAwaiter().GetResult();
    }

    private async Task ShowAsync(PullStage stage, Task end)
    {
        var (progress, total) = (stage.Progress, stage.Total);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        var bar = console.Progress().AutoClear(enabled: true).Columns(
            total is null ? [new SpinnerColumn(), new TaskDescriptionColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()]);
        await bar.StartAsync(async context =>
        {
            var task = context.AddTask(Markup.Escape(stage.Name), maxValue: Math.Max(1, total ?? 1));
            var (bytesBefore, imagesBefore) = (progress.Bytes, progress.Images);
            var clock = Stopwatch.StartNew();
            while (await Task.WhenAny(end, Task.Delay(Interval)).ConfigureAwait(false) != end)
            {
                var bytes = progress.Bytes - bytesBefore;
                var images = progress.Images - imagesBefore;
                var count = total is null ? "" : $" {images}/{total}";
                task.Description = Markup.Escape($"{stage.Name}{count}  {ByteSize.Show(bytes)}  {ByteSize.Show(bytes / clock.Elapsed.TotalSeconds)}/s");
                task.Value = images;
            }
        }).ConfigureAwait(false);
    }
}
