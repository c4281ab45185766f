namespace CovidXray.Robustness.KillPoints;

/// <summary>Scenarios of <c>filter</c> and <c>stats</c>.</summary>
internal static class DatasetScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Filter("filter", "--min-size 600"),
        Filter("filter over another selection", "--min-size 600", "filter -d data --exclude ct"),
        Filter("filter --clear", "--clear", "filter -d data --exclude ct") with { Reruns = [new("filter -d data --clear", MayRefuse.IfDone)] },
        Single("filter --out", "filter -d {data} --min-size 600 -o t --overwrite"),
        Single("filter --out over another", "filter -d {data} --min-size 600 -o t --overwrite", "filter -d {data} --exclude ct -o t"),
        Single("stats --html", "stats -d {data} --html t --overwrite"),
        Single("stats --html over another", "stats -d {data} --html t --overwrite", "stats -d {data} --exclude ct --html t"),
        Single("stats --csv", "stats -d {data} --csv t --overwrite") with { Between = Between.EachFile },
        Single("stats --csv over another", "stats -d {data} --csv t --overwrite", "stats -d {data} --exclude ct --by view,icu --csv t") with { Between = Between.EachFile },
    ];

    private static Scenario Filter(string name, string rules, params IReadOnlyList<string> setup) => new(name, $"filter -d data {rules}")
    {
        Setup = ["!copy {data} data", .. setup],
        Between = Between.OldOrNew,
        Reruns = [new($"filter -d data {rules}")],
    };

    private static Scenario Single(string name, string command, params IReadOnlyList<string> setup) => new(name, command)
    {
        Setup = setup,
        Between = Between.OldOrNew,
        Reruns = [new(command)],
    };
}
