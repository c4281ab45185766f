using CovidXray.Robustness.Runs;

namespace CovidXray.Robustness.Pairs;

/// <summary>Runs pairs, one after the other: the two commands of a pair are to meet, not to wait for a processor.</summary>
internal static class PairSuite
{
    /// <summary>Runs those that are chosen.</summary>
    /// <param name="isStopped">Whether the first command stands still, rather than both starting at offsets.</param>
    public static void Run(Settings settings, Tally tally, IEnumerable<Pair> pairs, bool isStopped)
    {
        foreach (var pair in pairs.Where(p => settings.IsChosen(p.Name) && !(isStopped && p.Waits)))
        {
            try
            {
                var run = new PairRun(settings, pair, new Box(settings, "pair"));
                if (isStopped)
                {
                    run.RunStopped(tally);
                }
                else
                {
                    run.RunAtOffsets(tally);
                }
            }
            catch (InvalidOperationException e)
            {
                tally.Add(pair.Name, 1, "", [new Failure("cannot be prepared", e.Message, $"run.sh pairs \"{pair.Name}\"")]);
            }
        }
    }
}
