using CovidXray.Jobs;
using Spectre.Console;

namespace CovidXray.Cli.Terminals;

/// <summary>A bar on stderr while a job runs, where a person is watching.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a job, showing how much is done.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="title">What the bar is named.</param>
    /// <param name="job">The job; what it is given takes its progress, null if nobody watches.</param>
    public static T Show<T>(Terminal terminal, string title, Func<IProgress<JobProgress>?, T> job)
    {
        if (!terminal.ShowsProgress)
        {
            return job(null);
        }

        var latest = new Latest();
        return Show(terminal, title, () => latest.Progress, () => job(latest));
    }

    /// <summary>Runs the work, showing how much is done.</summary>
    public static T Show<T>(Terminal terminal, string title, int total, Func<int> done, Func<T> work) =>
        terminal.ShowsProgress ? Show(terminal, title, () => new JobProgress(done(), total), work) : work();

    private static T Show<T>(Terminal terminal, string title, Func<JobProgress> progress, Func<T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        return console.Progress().AutoClear(enabled: true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(title));
            var running = Task.Run(work);
            while (Task.WaitAny([running], Interval) < 0)
            {
                var (done, total) = progress();
                task.MaxValue = Math.Max(1, total);
                task.Value = done;
            }

            // Throws what the work threw, not an aggregate of it.
            return running.GetAwaiter().GetResult();
        });
    }

    /// <summary>Keeps what a job said last.</summary>
    private sealed class Latest : IProgress<JobProgress>
    {
        private readonly Lock _lock = new();
        private JobProgress _progress;

        public JobProgress Progress
        {
            get
            {
                lock (_lock)
                {
                    return _progress;
                }
            }
        }

        public void Report(JobProgress value)
        {
            lock (_lock)
            {
                _progress = value;
            }
        }
    }
}
