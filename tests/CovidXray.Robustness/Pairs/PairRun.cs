using System.Diagnostics;
using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness.Pairs;

/// <summary>Starts two commands at random offsets, or one while the other stands still.</summary>
/// <param name="settings">Of the whole run.</param>
/// <param name="pair">The commands.</param>
/// <param name="box">Where.</param>
internal sealed class PairRun(Settings settings, Pair pair, Box box)
{
    private const int Rounds = 100;
    private const int SampledRounds = 2;
    private const int SampledStops = 1;

    /// <summary>Slows file calls down, so that the runs meet in more places; in microseconds.</summary>
    private const int LongestPause = 500;

    private readonly Outcomes _outcomes = new(pair, box);
    private readonly List<Failure> _failures = [];

    /// <summary>Starts both at offsets over the length of one run.</summary>
    public void RunAtOffsets(Tally tally)
    {
        if (HasFailed("pairs", tally))
        {
            return;
        }

        // The sample begins where the whole run does, so that its cases can be repeated alike.
        var length = Length();
        int[] rounds = settings.Point is { } point ? [point] : [.. Enumerable.Range(1, settings.IsSample ? SampledRounds : Rounds)];
        int bothRight = 0, refused = 0;
        foreach (var round in rounds)
        {
            var random = new Random((settings.Seed * 1000) + round);
            var (first, second) = Meet(random, length);
            if (_outcomes.ProblemWith(first, second) is { } seen)
            {
                _failures.Add(new Failure(seen.Kind, $"round {round}: {seen.Text}", $"run.sh pairs \"{pair.Name}\" --point {round} --seed {settings.Seed}"));
            }

            bothRight += first.ExitCode == 0 && second.ExitCode == 0 ? 1 : 0;
            refused += first.ExitCode == 1 || second.ExitCode == 1 ? 1 : 0;
        }

        tally.Add(pair.Name, rounds.Length, $"{rounds.Length} meetings: {bothRight} times both did it, {refused} times one refused", _failures);
    }

    /// <summary>Stops the first command before one of its file calls, starts the second one, and lets the first go on.</summary>
    public void RunStopped(Tally tally)
    {
        if (HasFailed("stopped", tally))
        {
            return;
        }

        box.Restore(_outcomes.Start);
        var calls = box.Watch(pair.First).Calls.Count;
        int[] points = settings.Point is { } point ? [point]
            : settings.IsSample ? [.. Enumerable.Range(1, SampledStops).Select(i => i * calls / (SampledStops + 1)).Where(n => n > 0).Distinct()]
            : [.. Enumerable.Range(1, calls)];
        foreach (var number in points)
        {
            box.Restore(_outcomes.Start);
            using var first = box.Start(pair.First, new Interference(box.Folder) { Point = number, How = "stop" });
            WaitUntilStopped(first);
            var second = box.Run(pair.Second);
            Continue(first);
            if (_outcomes.ProblemWith(first.End(), second) is { } seen)
            {
                _failures.Add(new Failure(seen.Kind, $"stopped at {number} of {calls}: {seen.Text}", $"run.sh stopped \"{pair.Name}\" --point {number}"));
            }
        }

        tally.Add($"{pair.Name}, the first stopped", points.Length, $"{points.Length} stops", _failures);
    }

    private bool HasFailed(string part, Tally tally)
    {
        if (_outcomes.Find() is not { } problem)
        {
            return false;
        }

        tally.Add(pair.Name, 1, "", [new Failure(problem, problem, $"run.sh {part} \"{pair.Name}\"")]);
        return true;
    }

    private TimeSpan Length()
    {
        box.Restore(_outcomes.Start);
        var watch = Stopwatch.StartNew();
        box.Run(pair.First, Paused(1));
        return watch.Elapsed;
    }

    private (CovidxrRun First, CovidxrRun Second) Meet(Random random, TimeSpan length)
    {
        box.Restore(_outcomes.Start);
        var isFirstFirst = random.Next(2) == 0;
        // More of the small ones: whoever comes late finds everything done.
        var offset = length * Math.Pow(random.NextDouble(), 2);
        using var one = box.Start(isFirstFirst ? pair.First : pair.Second, Paused(random.Next()));
        Thread.Sleep(offset);
        using var other = box.Start(isFirstFirst ? pair.Second : pair.First, Paused(random.Next()));
        var (oneEnd, otherEnd) = (one.End(), other.End());
        return isFirstFirst ? (oneEnd, otherEnd) : (otherEnd, oneEnd);
    }

    private Interference Paused(int seed) => new(box.Folder) { Pause = LongestPause, Seed = seed };

    private static void WaitUntilStopped(StartedProcess process)
    {
        while (!process.HasEnded)
        {
            // The state stands behind the name, which is in parentheses.
            var state = File.ReadAllText($"/proc/{process.Id}/stat");
            if (state[(state.LastIndexOf(')') + 2)..].StartsWith('T'))
            {
                return;
            }

            Thread.Sleep(1);
        }
    }

    private static void Continue(StartedProcess process)
    {
        using var kill = Process.Start("kill", ["-CONT", $"{process.Id}"]);
        kill.WaitForExit();
    }
}
