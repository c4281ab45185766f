using CovidXray.Jobs;
using Spectre.Console;

namespace CovidXray.Cli.Terminals;

/// <summary>A bar on stderr from its start until it is disposed, where a person is watching.</summary>
internal sealed class ProgressBar : IProgress<JobProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim _isOver = new();
    private readonly Lock _lock = new();
    private readonly Task _drawing;
    private JobProgress _latest = new(0, 1);

    private ProgressBar(Terminal terminal, string title) => _drawing = Task.Run(() => Draw(terminal, title));

    /// <summary>Shows a bar; null if nobody watches.</summary>
    public static ProgressBar? Start(Terminal terminal, string title) => terminal.ShowsProgress ? new ProgressBar(terminal, title) : null;

    /// <summary>Works while a bar is shown.</summary>
    /// <param name="title">What is counted.</param>
    /// <param name="work">The work, which tells how far it is; null if nobody watches.</param>
    public static T During<T>(Terminal terminal, string title, Func<IProgress<JobProgress>?, T> work)
    {
        using var bar = Start(terminal, title);
        return work(bar);
    }

    public void Report(JobProgress value)
    {
        lock (_lock)
        {
            _latest = value;
        }
    }

    /// <summary>Takes the bar away, so that what is written next begins on a line of its own.</summary>
    public void Dispose()
    {
        _isOver.Set();
        _drawing.GetAwaiter().GetResult();
        _isOver.Dispose();
    }

    private void Draw(Terminal terminal, string title)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        console.Progress().AutoClear(enabled: true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(title));
            while (!_isOver.Wait(Interval))
            {
                lock (_lock)
                {
                    (task.MaxValue, task.Value) = (Math.Max(1, _latest.Total), _latest.Done);
                }
            }
        });
    }
}
