using Spectre.Console;

namespace CovidXray.Cli.Terminals;

/// <summary>A bar on stderr while a job runs, where a person is watching.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs the work, showing how much is done.</summary>
    public static T Show<T>(Terminal terminal, string title, int total, Func<int> done, Func<T> work)
    {
        if (!terminal.ShowsProgress)
        {
            return work();
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        return console.Progress().AutoClear(enabled: true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
            var running = Task.Run(work);
            while (Task.WaitAny([running], Interval) < 0)
            {
                task.Value = done();
            }

            // Throws what the work threw, not an aggregate of it.
            return running.GetAwaiter().GetResult();
        });
    }
}
