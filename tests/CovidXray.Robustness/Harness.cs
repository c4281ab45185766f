using CovidXray.Robustness.Fuzz;
using CovidXray.Robustness.KillPoints;
using CovidXray.Robustness.Pairs;
using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness;

/// <summary>Reads the command line that run.sh hands over, and runs its parts.</summary>
internal static class Harness
{
    private const string Usage = "run.sh [kill|stopped|pairs|fuzz [NAME]] [--sample] [--self-test] [--point N] [--how HOW] [--seed N] [--seconds N]";

    private static readonly string[] Parts = ["kill", "stopped", "pairs", "fuzz", "worker"];

    public static async Task<int> RunAsync(string[] args)
    {
        var words = new List<string>();
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--sample" or "--self-test")
            {
                options[args[i]] = "";
            }
            else if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
            {
                options[args[i]] = args[++i];
            }
            else
            {
                words.Add(args[i]);
            }
        }

        if (words.Count > 0 && !Parts.Contains(words[0]))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        // Streams of processes are read on the pool: its first two threads would wait for them.
        ThreadPool.SetMinThreads(64, 64);
        var settings = Read(options, words);
        if (words is ["worker", .. var targets])
        {
            return Work(settings, options, targets);
        }

        Inputs.Make(settings);
        await using var server = await ReleaseServer.StartAsync(settings.Inputs);
        settings = settings with { Web = server.Urls.Single() };
        var tally = options.ContainsKey("--self-test") ? SelfTest.Run(settings) : Run(settings, words.FirstOrDefault(""));
        Console.WriteLine($"{tally.Cases} cases, {tally.Failed} failed");
        return tally.Failed == 0 && tally.Cases > 0 ? 0 : 1;
    }

    private static Tally Run(Settings settings, string part)
    {
        var tally = new Tally();
        if (part is "" or "kill")
        {
            KillPointSuite.Run(settings, tally, Scenarios.All(settings.IsManaged));
        }

        if (part is "" or "stopped")
        {
            PairSuite.Run(settings, tally, AllPairs.All, isStopped: true);
        }

        if (part is "" or "pairs")
        {
            PairSuite.Run(settings, tally, AllPairs.All, isStopped: false);
        }

        if (part is "" or "fuzz")
        {
            new FuzzSuite(settings, tally).Run(FuzzTargets.All);
        }

        return tally;
    }

    private static int Work(Settings settings, Dictionary<string, string> options, List<string> targets)
    {
        var worker = new FuzzWorker(settings, options["--state"]);
        foreach (var target in FuzzTargets.All.Append(FuzzTargets.Careless).Where(t => targets.Contains(t.Name)))
        {
            if (worker.Run(target, TimeSpan.FromSeconds(double.Parse(options["--each"]))) is not 0 and var code)
            {
                // Not by returning: the case that hangs would go on.
                Environment.Exit(code);
            }
        }

        return 0;
    }

    private static Settings Read(Dictionary<string, string> options, List<string> words) => new(options["--covidxr"], options["--shim"], options["--work"])
    {
        Sample = options["--dataset"],
        Kept = options["--kept"],
        IsSample = options.ContainsKey("--sample"),
        Name = words is [not "worker", var name, ..] ? name : "",
        Point = options.TryGetValue("--point", out var point) ? int.Parse(point) : null,
        How = options.GetValueOrDefault("--how"),
        Seed = int.Parse(options.GetValueOrDefault("--seed", "1")),
        Seconds = options.TryGetValue("--seconds", out var seconds) ? int.Parse(seconds) : null,
    };
}
