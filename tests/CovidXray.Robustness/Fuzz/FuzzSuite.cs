using System.Diagnostics;

namespace CovidXray.Robustness.Fuzz;

/// <summary>Shares targets out among processes that read damaged files, and counts what they found.</summary>
/// <param name="settings">Of the whole run.</param>
/// <param name="tally">Takes what was found.</param>
internal sealed class FuzzSuite(Settings settings, Tally tally)
{
    private const int Seconds = 600;
    private const int SampledSeconds = 12;

    /// <summary>Runs those targets that are chosen.</summary>
    public void Run(IEnumerable<FuzzTarget> all)
    {
        FuzzTarget[] targets = [.. all.Where(t => settings.IsChosen(t.Name))];
        var processes = Math.Min(Environment.ProcessorCount, targets.Length);
        if (processes == 0)
        {
            return;
        }

        var each = (settings.Seconds ?? (settings.IsSample ? SampledSeconds : Seconds)) * processes / (double)targets.Length;
        Parallel.For(0, processes, i => Run(new Queue<FuzzTarget>(targets.Where((_, number) => number % processes == i)), Path.Combine(settings.Work, $"fuzz-{i}.state"), each));
    }

    /// <summary>Runs targets in one process, and in another one from the next target on if it ends by one.</summary>
    private void Run(Queue<FuzzTarget> targets, string state, double seconds)
    {
        while (targets.Count > 0)
        {
            using var worker = Process.Start(new ProcessStartInfo("dotnet", [.. settings.Worker(state, seconds), .. targets.Select(t => t.Name)]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = worker.StandardError.ReadToEndAsync();
            var findings = new List<Failure>();
            while (worker.StandardOutput.ReadLine() is { } line)
            {
                var parts = line.Split('\t');
                if (parts is ["finding", var target, var input, var problem])
                {
                    findings.Add(Finding(target, input, problem));
                }
                else if (parts is ["done", var name, var cases, var read, var refused])
                {
                    tally.Add($"fuzz {name}", int.Parse(cases), $"{cases} files, {read} read, {refused} refused", findings);
                    findings = [];
                    targets.Dequeue();
                }
            }

            worker.WaitForExit();
            if (worker.ExitCode == 0 && targets.Count == 0)
            {
                return;
            }

            // It ended in the middle of a target.
            var running = File.Exists(state) ? File.ReadAllText(state).Split('\t') : [targets.Peek().Name, "0"];
            if (worker.ExitCode != FuzzWorker.Hangs)
            {
                findings.Add(Finding(running[0], running[1], $"the process ends with {worker.ExitCode}: {errors.Result.Trim().Split('\n')[0]}"));
            }

            tally.Add($"fuzz {running[0]}", findings.Count, "", findings);
            targets.Dequeue();
        }
    }

    private Failure Finding(string target, string input, string problem)
    {
        var again = int.TryParse(input, out var number) ? $"run.sh fuzz {target} --seed {settings.Seed} --point {number}" : $"run.sh fuzz {target}";
        var kind = problem.Split(':')[0];
        return new Failure(kind.StartsWith("prints a line", StringComparison.Ordinal) ? "prints a long line" : kind, $"{input}: {problem}", again);
    }
}
