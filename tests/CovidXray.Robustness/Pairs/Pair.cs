namespace CovidXray.Robustness.Pairs;

/// <summary>Two commands that meet in one folder.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="First">A command; see <see cref="KillPoints.Scenario"/>.</param>
/// <param name="Second">Another one, or the same.</param>
internal sealed record Pair(string Name, string First, string Second)
{
    /// <summary>What makes the folder that they find.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>Whether the second waits for the first, so that one that stands still only takes time.</summary>
    public bool Waits { get; init; }
}

/// <summary>All pairs. This is the only list.</summary>
internal static class AllPairs
{
    private const string Masks = "masks -d {data} -o t -j 1";
    private const string Coco = "export coco --images copy -d {data} -o t -j 1";
    private const string Yolo = "export yolo --size 32 -d {data} -o t -j 1";
    private const string Hf = "export hf --size 32 -d {data} -o t -j 1";
    private const string Pull = "pull --source {data} --images-from {data}/images --offline -o t -j 1";

    public static IReadOnlyList<Pair> All { get; } =
    [
        new("masks x masks", Masks, Masks),
        new("masks x masks of another style", Masks, $"{Masks} --style index"),
        new("masks --overwrite x --overwrite of another style", $"{Masks} --style index --overwrite", $"{Masks} --style binary --overwrite") { Setup = [Masks] },
        new("masks --overwrite x --skip-existing", $"{Masks} --style index --overwrite", $"{Masks} --skip-existing") { Setup = [Masks, "!remove t/9000003.png"] },
        new("masks --skip-existing twice", $"{Masks} --skip-existing", $"{Masks} --skip-existing"),
        new("masks shard x other shard", $"{Masks} --shard 1/2", $"{Masks} --shard 2/2"),
        new("masks shard x same shard", $"{Masks} --shard 1/2 --skip-existing", $"{Masks} --shard 1/2 --skip-existing"),
        new("masks shard x shard of another style", $"{Masks} --shard 1/2", $"{Masks} --style index --shard 2/2"),
        new("masks instance shard x other shard", $"{Masks} --style instance --shard 1/2", $"{Masks} --style instance --shard 2/2") { Waits = true },
        new("masks x export", Masks, Coco),
        new("export x same export", Coco, Coco),
        new("export x export of another format", Coco, Yolo),
        new("export --overwrite x --overwrite of another format", $"{Coco} --overwrite", $"{Yolo} --overwrite") { Setup = [Hf] },
        new("export --overwrite x same", $"{Yolo} --overwrite", $"{Yolo} --overwrite") { Setup = [Hf] },
        new("export --overwrite x filter", "export darwin --exclude ct -d {data} -o t -j 1 --overwrite", "filter -d t --min-size 600") { Setup = ["export darwin -d {data} -o t -j 1"] },
        new("export shard x other shard", $"{Hf} --shard 1/2", $"{Hf} --shard 2/2"),
        new("export shard x same shard", $"{Hf} --shard 1/2", $"{Hf} --shard 1/2"),
        new("export shard x shard of another job", $"{Hf} --shard 1/2", $"{Yolo} --shard 2/2"),
        new("export shard x export", $"{Hf} --shard 1/2", Yolo),
        new("join x join", $"{Hf} --join 2", $"{Hf} --join 2") { Setup = [$"{Hf} --shard 1/2", $"{Hf} --shard 2/2"] },
        new("last shard x join", $"{Hf} --shard 1/2", $"{Hf} --join 2") { Setup = [$"{Hf} --shard 2/2"] },
        new("join x shard again", $"{Hf} --join 2", $"{Hf} --shard 1/2") { Setup = [$"{Hf} --shard 1/2", $"{Hf} --shard 2/2"] },
        new("filter x filter", "filter -d data --min-size 600", "filter -d data --exclude ct") { Setup = ["!copy {data} data"] },
        new("filter x filter --clear", "filter -d data --min-size 600", "filter -d data --clear") { Setup = ["!copy {data} data", "filter -d data --exclude ct"] },
        new("stats --csv x stats --csv", "stats -d {data} --csv t --overwrite", "stats -d {data} --exclude ct --csv t --overwrite"),
        new("stats --csv x masks", "stats -d {data} --csv t", Masks),
        new("stats --html x stats --html", "stats -d {data} --html t --overwrite", "stats -d {data} --exclude ct --html t --overwrite"),
        new("pull x pull", Pull, Pull),
        new("pull x pull of another release", Pull, "pull --source {inputs}/release.zip --images-from {inputs}/films.zip --offline -o t -j 1"),
        new("pull x filter", Pull, "filter -d t --min-size 600") { Setup = [Pull, "!remove t/images/phantom-001-pa.jpg"] },
        new("pull --verify --repair x pull", $"{Pull} --verify --repair", Pull) { Setup = [Pull, "!damage t/images/phantom-001-pa.jpg"] },
        new("pull x export over it", Pull, Coco),
    ];
}
