using CovidXray.Robustness.Fuzz;
using CovidXray.Robustness.KillPoints;
using CovidXray.Robustness.Pairs;

namespace CovidXray.Robustness;

/// <summary>Shows that each part can fail: commands that are no good must be found out.</summary>
internal static class SelfTest
{
    private const string Copy = "/bin/cp -r {data} t";

    /// <summary>A copy is torn when it is killed, and does not begin anew; but for that it works.</summary>
    private static readonly Scenario Torn = new("cp -r", Copy)
    {
        Between = Between.OldOrNew,
        Reruns = [new(Copy)],
    };

    /// <summary>Two copies into one folder mix.</summary>
    private static readonly Pair Mixing = new("cp -r x cp -r", "/bin/cp -r {data}/annotations {data}/images .", "/bin/cp -r {tiny}/annotations {data}/../films.zip .");

    /// <summary>Runs them and turns the counts round: what is found is right.</summary>
    public static Tally Run(Settings settings)
    {
        settings = settings with { IsSample = true, Seconds = 1 };
        var tally = new Tally();
        Expect(tally, "kill points find a command that is torn", found => KillPointSuite.Run(settings, found, [Torn]));
        Expect(tally, "stops find commands that mix", found => PairSuite.Run(settings with { IsSample = false }, found, [Mixing], isStopped: true));
        Expect(tally, "the fuzzer finds a reader that lets exceptions out", found => new FuzzSuite(settings, found).Run([FuzzTargets.Careless]));
        return tally;
    }

    private static void Expect(Tally tally, string what, Action<Tally> part)
    {
        var found = new Tally { IsSilent = true };
        part(found);
        Failure[] failures = found.Failed > 0 ? [] : [new Failure(what, "it finds nothing", "run.sh --self-test")];
        tally.Add(what, 1, $"{found.Failed} of {found.Cases} cases fail, as they must", failures);
    }
}
