using CovidXray.Robustness.KillPoints;
using CovidXray.Robustness.Pairs;
using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness;

/// <summary>Reads the command line that run.sh hands over.</summary>
internal static class Harness
{
    private const string Usage = "run.sh [kill|pairs|stopped|fuzz [NAME]] [--sample] [--self-test] [--point N] [--how HOW] [--seed N] [--seconds N] [--case N]";

    public static async Task<int> RunAsync(string[] args)
    {
        var words = new Queue<string>(args);
        string part = "", name = "";
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        while (words.TryDequeue(out var word))
        {
            if (word is "--sample" or "--self-test")
            {
                options[word] = "";
            }
            else if (word.StartsWith("--", StringComparison.Ordinal) && words.TryDequeue(out var value))
            {
                options[word] = value;
            }
            else if (part.Length == 0 && word is "kill" or "pairs" or "stopped" or "fuzz")
            {
                part = word;
            }
            else if (part.Length > 0 && name.Length == 0)
            {
                name = word;
            }
            else
            {
                await Console.Error.WriteLineAsync(Usage);
                return 2;
            }
        }

        var settings = new Settings(options["--covidxr"], options["--shim"], options["--work"])
        {
            Sample = options["--dataset"],
            IsSample = options.ContainsKey("--sample"),
            Name = name,
            Point = options.TryGetValue("--point", out var point) ? int.Parse(point) : null,
            How = options.GetValueOrDefault("--how"),
            Seed = int.Parse(options.GetValueOrDefault("--seed", "1")),
            Seconds = options.TryGetValue("--seconds", out var seconds) ? int.Parse(seconds) : null,
        };
        Inputs.Make(settings);
        await using var server = await ReleaseServer.StartAsync(settings.Inputs);
        settings = settings with { Web = server.Urls.Single() };

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

        Console.WriteLine($"{tally.Cases} cases, {tally.Failed} failed");
        return tally.Failed == 0 && tally.Cases > 0 ? 0 : 1;
    }
}
