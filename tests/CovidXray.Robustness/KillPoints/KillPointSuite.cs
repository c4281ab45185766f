using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness.KillPoints;

/// <summary>Runs scenarios, as many at once as there are processors.</summary>
internal static class KillPointSuite
{
    /// <summary>Runs those that are chosen.</summary>
    public static void Run(Settings settings, Tally tally, IEnumerable<Scenario> scenarios)
    {
        var chosen = scenarios.Where(s => settings.IsChosen(s.Name)).ToArray();
        Parallel.For(0, chosen.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                new ScenarioRun(settings, chosen[i], new Box(settings, $"kill-{i}")).Run(tally);
            }
            catch (InvalidOperationException e)
            {
                tally.Add(chosen[i].Name, 1, "", [new Failure("cannot be prepared", e.Message, $"run.sh kill \"{chosen[i].Name}\"")]);
            }
        });
    }
}
