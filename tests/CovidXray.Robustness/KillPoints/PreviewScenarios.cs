namespace CovidXray.Robustness.KillPoints;

/// <summary>Scenarios of <c>preview</c>.</summary>
internal static class PreviewScenarios
{
    private const string Preview = "preview -d {data} -o t -j 1 --size 40";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Fresh("preview fresh", Preview),
        Fresh("preview sheets", $"{Preview} --sheet 2x2"),
        new("preview overwrite", $"{Preview} --overwrite")
        {
            Setup = [$"{Preview} --style fill"],
            Between = Between.EachFile,
            Reruns = [new($"{Preview} --overwrite")],
        },
    ];

    private static Scenario Fresh(string name, string command) => new(name, command)
    {
        Between = Between.EachFile,
        Reruns = [new(command, MayRefuse.IfAnything), new($"{command} --skip-existing")],
    };
}
