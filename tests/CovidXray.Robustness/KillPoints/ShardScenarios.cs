namespace CovidXray.Robustness.KillPoints;

/// <summary>Scenarios of <c>export --shard</c> and <c>export --join</c>.</summary>
internal static class ShardScenarios
{
    private const string Hf = "export hf --size 48 -d {data} -o t -j 1";
    private const string Join = $"{Hf} --join 2";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        OfShard("export shard"),
        OfShard("export shard beside another", $"{Hf} --shard 2/2"),
        OfShard("export shard again", $"{Hf} --shard 2/2", $"{Hf} --shard 1/2"),
        OfShard("export shard again, of another size", "export hf --size 32 -d {data} -o t -j 1 --shard 1/2"),
        new("export join", Join)
        {
            Setup = [$"{Hf} --shard 1/2", $"{Hf} --shard 2/2"],
            Reruns = [new(Join, MayRefuse.IfDone)],
        },
        new("export join over an older export", $"{Join} --overwrite")
        {
            Setup = ["export coco -d {data} -o t -j 1", $"{Hf} --shard 1/2 --overwrite", $"{Hf} --shard 2/2 --overwrite"],
            Reruns = [new($"{Join} --overwrite", MayRefuse.IfDone)],
        },
    ];

    private static Scenario OfShard(string name, params IReadOnlyList<string> setup) => new(name, $"{Hf} --shard 1/2")
    {
        Setup = setup,
        MakesShards = true,
        Reader = Join,
        Manifest = "t/.covidxr-shards/1-of-2/covidxr.export.json",
        Reruns = [new($"{Hf} --shard 1/2")],
    };
}
