namespace CovidXray.Robustness.KillPoints;

/// <summary>Scenarios of <c>masks</c>.</summary>
internal static class MasksScenarios
{
    private const string Masks = "masks -d {data} -o t -j 1";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Fresh("masks fresh", Masks),
        new("masks fresh, then overwrite", Masks)
        {
            Between = Between.EachFile,
            Reruns = [new($"{Masks} --overwrite")],
        },
        Fresh("masks fresh on 2 threads", "masks -d {data} -o t -j 2"),
        Fresh("masks by original names", $"{Masks} --name original"),
        Fresh("masks instance", $"{Masks} --style instance"),
        new("masks skip-existing", $"{Masks} --skip-existing")
        {
            Setup = [Masks, "!remove t/9000003.png t/9000008.png"],
            Between = Between.EachFile,
            Reruns = [new($"{Masks} --skip-existing")],
        },
        new("masks overwrite by the same kind", $"{Masks} --overwrite")
        {
            Setup = [Masks, "!damage t/9000003.png"],
            Between = Between.EachFile,
            Reruns = [new($"{Masks} --overwrite")],
        },
        Over("masks index over semantic, then skip-existing", "--style index", "", Skip("--style index"), Overwrite("--style index")),
        Over("masks index over semantic, then overwrite", "--style index", "", Overwrite("--style index")),
        Over("masks index over semantic, then back", "--style index", "", Skip("") with { SameAs = [$"{Masks} --overwrite"] }, Overwrite("") with { SameAs = [$"{Masks} --overwrite"] }),
        Over("masks binary over sides, then skip-existing", "--style binary", "--style sides", Skip("--style binary"), Overwrite("--style binary")),
        Over("masks small over large, then skip-existing", "--size 64", "", Skip("--size 64"), Overwrite("--size 64")),
        Over("masks of other classes over masks", "--classes Lung", "", Skip("--classes Lung"), Overwrite("--classes Lung")),
        new("masks shard", $"{Masks} --shard 1/2")
        {
            Setup = [$"{Masks} --shard 2/2"],
            Between = Between.EachFile,
            Reruns = [new($"{Masks} --shard 1/2 --skip-existing")],
        },
        new("masks instance shard", $"{Masks} --style instance --shard 1/2")
        {
            Setup = [$"{Masks} --style instance --shard 2/2"],
            Between = Between.EachFile,

            // Rows that wait for those of the other shards.
            Growing = ["t/instances.1-of-2.csv"],
            Reruns = [new($"{Masks} --style instance --shard 1/2 --overwrite")],
        },
    ];

    private static Scenario Fresh(string name, string command) => new(name, command)
    {
        Between = Between.EachFile,
        Reruns = [new(command, MayRefuse.IfAnything), new($"{command} --skip-existing")],
    };

    private static Scenario Over(string name, string kind, string oldKind, params IReadOnlyList<Rerun> reruns) => new(name, $"{Masks} {kind} --overwrite")
    {
        Setup = [$"{Masks} {oldKind}"],
        Between = Between.EachFileUnmixed,
        Reruns = reruns,
    };

    private static Rerun Skip(string kind) => new($"{Masks} {kind} --skip-existing", MayRefuse.Always);

    private static Rerun Overwrite(string kind) => new($"{Masks} {kind} --overwrite");
}
