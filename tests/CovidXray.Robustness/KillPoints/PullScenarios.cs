namespace CovidXray.Robustness.KillPoints;

/// <summary>Scenarios of <c>pull</c>. Its lock file holds no dates, so that whole folders can be compared.</summary>
internal static class PullScenarios
{
    private const string Lock = "t/covidxr.lock.json";
    private const string FromFolder = "pull --source {data} --images-from {data}/images --offline -o t -j 1";
    private const string FromZip = "pull --source {inputs}/release.zip --images-from {inputs}/films.zip --offline -o t -j 1";
    private const string FromWeb = "pull --source {web}/release.zip --images-from {web}/films/{original} --images-order only -o t -j 1 --retries 0";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Pull("pull from a folder", FromFolder),
        Pull("pull from a folder on 2 threads", "pull --source {data} --images-from {data}/images --offline -o t -j 2"),
        Pull("pull from a zip", FromZip),
        Pull("pull by HTTP", FromWeb),
        Pull("pull on, films missing", FromFolder, "pull --source {data} --images-from {data}/images --offline -o t -j 1 --limit 2"),
        Pull("pull another release", $"{FromZip} --replace", FromFolder, "!damage t/annotations/9000001.json"),
        Pull("pull --verify --repair", "pull -o t --verify --repair --offline -j 1 --images-from {data}/images --source {data}", FromFolder, "!damage t/images/phantom-001-pa.jpg t/annotations/9000003.json", "!remove t/images/phantom-006-tiny.jpg"),
    ];

    private static Scenario Pull(string name, string command, params IReadOnlyList<string> setup) => new(name, command)
    {
        Setup = setup,
        Between = Between.EachFile,
        Growing = [Lock, "t/missing.csv"],
        Reruns = [new(command)],
    };
}
