namespace CovidXray.Robustness.KillPoints;

/// <summary>Scenarios of <c>export</c>, all formats.</summary>
internal static class ExportScenarios
{
    private const string Coco = "export coco -d {data} -o t -j 1";
    private const string Voc = "export voc -d {data} -o t -j 1";

    /// <summary>What is exported: format and options.</summary>
    private static readonly string[] Exports =
    [
        "coco --images copy", "coco --images none", "coco --size 48",
        "darwin --images copy", "darwin --images none",
        "voc --images copy", "voc --images none",
        "yolo --images copy", "yolo --size 48",
        "masks --images copy", "masks --images none",
        "csv --images copy", "csv --images none",
        "nnunet --size 48",
        "hf --size 48",
        "webdataset --images copy", "webdataset --size 48",
        "coco --images link", "coco --images hardlink",
    ];

    public static IEnumerable<Scenario> All(bool isManaged)
    {
        foreach (var what in Exports.Concat(isManaged ? ["parquet --images none"] : []))
        {
            yield return Fresh($"export {what}", $"export {what} -d {{data}} -o t -j 1");
            yield return Over($"export {what} over an older one", $"export {what} -d {{data}} -o t -j 1 --overwrite", $"{(what.StartsWith("coco", StringComparison.Ordinal) ? "yolo" : "coco")} --size 32");
        }

        yield return Fresh("export coco on 2 threads", "export coco --size 48 -d {data} -o t -j 2");
        yield return Fresh("export yolo into the current folder", "@t export yolo --images copy -d {data} -o . -j 1") with { Setup = ["!folder t"] };
        yield return Fresh("export nnunet by number", "export nnunet --size 48 --dataset-id 501 -d {data} -o t -j 1") with
        {
            Reader = "stats -d t/Dataset501_CovidChestXray",
            Manifest = "t/Dataset501_CovidChestXray/covidxr.export.json",
        };
        yield return new("export coco, then voc", Coco) { Reruns = [new($"{Voc} --overwrite") { SameAs = [Voc] }] };
        yield return new("export coco over voc, then back", $"{Coco} --overwrite")
        {
            Setup = [Voc],
            Reruns = [new($"{Voc} --overwrite") { SameAs = [$"{Voc} --overwrite"] }],
        };
        yield return Over("export darwin over one with a selection", "export darwin -d {data} -o t -j 1 --overwrite", "darwin --exclude ct", "filter -d t --min-size 600");
        yield return Over("export smaller over larger", "export yolo --size 32 -d {data} -o t -j 1 --overwrite", "yolo --size 48");
    }

    private static Scenario Fresh(string name, string command) => new(name, command)
    {
        Reruns = [new(command, MayRefuse.IfDone), new($"{command} --overwrite")],
    };

    private static Scenario Over(string name, string command, string older, params IReadOnlyList<string> more) => new(name, command)
    {
        Setup = [$"export {older} -d {{data}} -o t -j 1", .. more],
        Reruns = [new(command)],
    };
}
