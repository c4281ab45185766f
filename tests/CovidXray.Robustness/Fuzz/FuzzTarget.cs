namespace CovidXray.Robustness.Fuzz;

/// <summary>A file that a command reads, and that is damaged.</summary>
/// <param name="Name">What it is called on the command line, and in front of the names of seeds and findings.</param>
/// <param name="File">The file.</param>
/// <param name="Command">What reads it; {sample} is the whole sample, of which an audit has patients enough.</param>
internal sealed record FuzzTarget(string Name, string File, string Command)
{
    /// <summary>What makes the folder with the file; {tiny} is a dataset of two images.</summary>
    public required IReadOnlyList<string> Setup { get; init; }

    /// <summary>Whether the command changes more than a folder out, so that all is made anew for the next case.</summary>
    public bool Changes { get; init; }
}

/// <summary>All targets: each reader of the product. This is the only list.</summary>
internal static class FuzzTargets
{
    private static readonly string[] Copy = ["!copy {tiny} d"];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("darwin", "d/annotations/9000006.json", "stats -d d") { Setup = Copy },
        new("darwin-painted", "d/annotations/9000006.json", "masks -d d -o out -j 1") { Setup = Copy },
        new("darwin-2", "d/annotations/9000006.json", "stats -d d") { Setup = [Export("darwin --version 2")] },
        new("coco", "d/annotations/instances_default.json", "stats -d d") { Setup = [Export("coco")] },
        new("coco-rle", "d/annotations/instances_default.json", "masks -d d -o out -j 1") { Setup = [Export("coco --rle compressed")] },
        new("coco-runs", "d/annotations/instances_default.json", "masks -d d -o out -j 1") { Setup = [Export("coco --rle plain")] },
        new("voc-xml", "d/Annotations/phantom-006-tiny.xml", "stats -d d") { Setup = [Export("voc")] },
        new("voc-mask", "d/SegmentationClass/phantom-006-tiny.png", "stats -d d") { Setup = [Export("voc")] },
        new("voc-labels", "d/labelmap.txt", "stats -d d") { Setup = [Export("voc")] },
        new("yolo-yaml", "d/data.yaml", "stats -d d") { Setup = [Export("yolo --images copy")] },
        new("yolo-labels", "d/labels/9000006.txt", "stats -d d") { Setup = [Export("yolo --images copy")] },
        new("mask", "d/masks/9000006.png", "stats -d d") { Setup = [Export("masks")] },
        new("mask-mapping", "d/class_mapping.csv", "stats -d d") { Setup = [Export("masks")] },
        new("prediction", "p/9000006.png", "preview -d {tiny} --with p -o out -j 1 --style mask-only") { Setup = ["masks -d {tiny} -o p --style binary", "!remove p/class_mapping.csv p/covidxr.masks.json"] },
        new("score-results", "r.json", Score("r.json")) { Setup = ["!copy {seeds}/score-results--two-images.json r.json"] },
        new("score-labels", "p/9000006.txt", Score("p")) { Setup = ["!folder p", "!copy {seeds}/score-labels--outline.txt p/9000006.txt"] },
        new("score-array", "p/9000006.npy", Score("p --threshold 0.5")) { Setup = ["!folder p", "!copy {seeds}/score-array--probabilities.npy p/9000006.npy"] },
        new("score-archive", "p.npz", Score("p.npz")) { Setup = ["!copy {seeds}/score-archive--two-images.npz p.npz"] },
        new("audit-scores", "s.csv", "audit -d {sample} --label sex --fields view,films --no-films --permutations 199 --scores s.csv -j 1") { Setup = ["!copy {seeds}/audit-scores--eleven-images.csv s.csv"] },
        new("zip", "r.zip", "stats -d r.zip") { Setup = ["!copy {inputs}/tiny.zip r.zip"] },
        new("metadata", "m.csv", "filter -d d --metadata m.csv --license-allow CC* --dry-run") { Setup = [.. Copy, "!copy {seeds}/metadata--two-images.csv m.csv"] },
        new("selection", "d/selection.json", "stats -d d --no-areas") { Setup = [.. Copy, "filter -d d --min-size 100"] },
        new("lock", "p/covidxr.lock.json", "pull -o p --verify --offline -j 1") { Setup = ["pull --source {tiny} --images-from {tiny}/images --offline -o p"], Changes = true },
        new("export-manifest", "t/covidxr.export.json", "export csv --images none -d {tiny} -o t --overwrite -j 1") { Setup = ["export csv --images none -d {tiny} -o t"], Changes = true },
        new("masks-manifest", "t/covidxr.masks.json", "masks -d {tiny} -o t --skip-existing -j 1") { Setup = ["masks -d {tiny} -o t"], Changes = true },
        new("shard-films", "t/.covidxr-shards/1-of-1/films.json", "export coco --images copy -d {tiny} -o t --join 1 -j 1") { Setup = ["export coco --images copy -d {tiny} -o t --shard 1/1"], Changes = true },
        new("png-decoded", "d/images/phantom-009-ct.png", "export coco --size 32 -d d -o out -j 1") { Setup = Copy },
        new("png-pulled", "d/images/phantom-009-ct.png", "pull --source d --images-from d/images --offline -o out -j 1") { Setup = Copy },
        new("jpeg-decoded", "d/images/phantom-006-tiny.jpg", "export coco --size 32 -d d -o out -j 1") { Setup = Copy },
        new("jpeg-pulled", "d/images/phantom-006-tiny.jpg", "pull --source d --images-from d/images --offline -o out -j 1") { Setup = Copy },
    ];

    /// <summary>A reader that lets every exception out: what must be found, see <see cref="SelfTest"/>.</summary>
    public static FuzzTarget Careless { get; } = new("careless", "d/annotations/9000006.json", "careless") { Setup = Copy };

    private static string Score(string what) => $"score {what} -d {{tiny}} --missing skip -j 1";

    private static string Export(string what) => $"export {what} -d {{tiny}} -o d{(what.Contains("--images", StringComparison.Ordinal) ? "" : " --images none")}";
}
