using CovidXray.Annotations;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Yolo;
using CovidXray.Texts;

namespace CovidXray.Formats.Coco;

/// <summary>Finds COCO files.</summary>
/// <remarks>
/// In a folder, the first of these that is there:
/// <code>
/// annotations.json, output.json, _annotations.coco.json        covidxr, V7's exporter, labelme2coco, Roboflow
/// annotations/instances_*.json, else annotations/*.json        COCO, CVAT, Datumaro, MMDetection
/// */_annotations.coco.json, train/labels.json, ...             Roboflow, FiftyOne: a folder for each part
/// instances_*.json, labels.json, result.json, else *.json      FiftyOne, Label Studio
/// </code>
/// Several files are one dataset. <c>*.json</c> counts where all of them are COCO.
/// </remarks>
internal static class CocoFiles
{
    /// <summary>As Datumaro and CVAT have it: films in <c>images</c> beside the folder.</summary>
    public const string Instances = "annotations/instances_default.json";

    /// <summary>Beside the folder of films.</summary>
    public const string Flat = "annotations.json";

    /// <summary>As V7's exporter names it.</summary>
    public const string OfV7 = "output.json";

    private const string Annotations = "annotations";

    /// <summary>So many files of unknown names are looked into; folders of Darwin JSON have thousands.</summary>
    private const int MostLookedInto = 64;

    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };

    /// <summary>As covidxr, V7's exporter and Roboflow name them.</summary>
    private static readonly string[] Names = [Flat, OfV7, "_annotations.coco.json"];

    /// <summary>Files of one part of a dataset, in a folder that is named by it.</summary>
    private static readonly string[] NamesOfParts = ["_annotations.coco.json", "annotation_coco.json", "labels.json", "annotations.json"];

    private static readonly string[] Parts = ["train", "valid", "val", "validation", "test", "dev"];

    private static readonly string[] OtherNames = ["labels.json", "result.json"];

    /// <summary>How files begin that say other things of the images of <c>instances_*.json</c>.</summary>
    private static readonly string[] OtherTasks = ["person_keypoints_", "captions_", "panoptic_", "stuff_", "image_info_"];

    /// <summary>The name of a part's file: <c>annotations/instances_train.json</c>, <c>annotations_train.json</c>.</summary>
    /// <param name="file">The name of a file of all images.</param>
    /// <param name="part">The part; null for all images.</param>
    public static string NameOf(string file, DatasetPart? part) => part is not { } one ? file
        : file == Instances ? Instances.Replace("default", PartNames.Of(one), StringComparison.Ordinal)
        : file.Replace(".json", $"_{PartNames.Of(one)}.json", StringComparison.Ordinal);

    /// <summary>The COCO files at a path: itself, or those inside the folder; null if there are none.</summary>
    public static CocoFileSet? Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && CocoKinds.Of(path) != CocoKind.None ? new CocoFileSet([path], []) : null;
        }

        if (Names.Select(n => Path.Combine(path, n)).FirstOrDefault(f => File.Exists(f) && CocoKinds.Of(f) == CocoKind.Dataset) is { } known)
        {
            return new CocoFileSet([known], []);
        }

        // A dataset of YOLO may have such files beside its labels.
        return File.Exists(Path.Combine(path, YoloDescription.FileName)) ? null : FindIn(Path.Combine(path, Annotations)) ?? OfParts(path) ?? (Directory.Exists(Path.Combine(path, Annotations)) ? null : FindIn(path));
    }

    /// <summary>The files of a folder, without those inside it.</summary>
    private static CocoFileSet? FindIn(string folder)
    {
        if (Datasets(JsonFilesOf(folder, "instances*")) is { Length: > 0 } instances)
        {
            string[] others = [.. JsonFilesOf(folder, "*").Where(f => OtherTasks.Any(t => NameOf(f).StartsWith(t, StringComparison.OrdinalIgnoreCase))).Select(NameOf)];
            return ToSet(instances, others.Length == 0 ? [] : [$"{string.Join(", ", others.Take(5).Select(n => ForeignText.Quote(n)))}{(others.Length > 5 ? $" and {others.Length - 5} more" : "")}: not read, as instances_*.json are; name such a file itself to read it"]);
        }

        if (Datasets(Names.Concat(OtherNames).Select(n => Path.Combine(folder, n)).Where(File.Exists)) is { Length: > 0 } named)
        {
            return ToSet(named[..1], []);
        }

        // Of a folder of Darwin JSON, no more than that.
        var all = JsonFilesOf(folder, "*", MostLookedInto + 1);
        return all.Length is 0 or > MostLookedInto || !all.All(f => CocoKinds.Of(f) == CocoKind.Dataset) ? null
            : all.Length == 1 || all.All(IsNamedByPart) ? ToSet(all, [])
            : new CocoFileSet(all, []) { Problem = $"there are several COCO files in it: {string.Join(", ", all.Take(5).Select(f => ForeignText.Quote(NameOf(f))))}{(all.Length > 5 ? ", ..." : "")}; name one of them" };
    }

    private static CocoFileSet? OfParts(string path)
    {
        var files = new List<string>();
        foreach (var folder in FoldersOf(path))
        {
            var isPart = Parts.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase);
            files.AddRange(NamesOfParts.Take(isPart ? NamesOfParts.Length : 1).Select(n => Path.Combine(folder, n)).Where(f => File.Exists(f) && CocoKinds.Of(f) == CocoKind.Dataset).Take(1));
        }

        return files.Count == 0 ? null : ToSet([.. files], []);
    }

    private static CocoFileSet ToSet(string[] files, string[] notes) => new(
        files,
        files.Length == 1 ? notes : [$"{files.Length} files are read as one dataset: {string.Join(", ", files.Take(5).Select(f => ForeignText.Quote(NameOfPart(f))))}{(files.Length > 5 ? ", ..." : "")}", .. notes]);

    private static string NameOfPart(string file) =>
        NamesOfParts.Contains(NameOf(file), StringComparer.OrdinalIgnoreCase) ? $"{Path.GetFileName(Path.GetDirectoryName(file))}/{NameOf(file)}" : NameOf(file);

    /// <summary>Whether a file is of a part of a dataset: <c>train.json</c>, <c>lungs_val2020.json</c>.</summary>
    private static bool IsNamedByPart(string file) =>
        Parts.Contains(Path.GetFileNameWithoutExtension(file).TrimEnd([.. "0123456789"]).Split('_', '-', '.')[^1], StringComparer.OrdinalIgnoreCase);

    private static string NameOf(string file) => Path.GetFileName(file);

    private static string[] Datasets(IEnumerable<string> files) => [.. files.Where(f => CocoKinds.Of(f) == CocoKind.Dataset)];

    private static string[] JsonFilesOf(string folder, string pattern, int most = int.MaxValue) => Listed(() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, pattern, AnyCase).Where(f => AnnotationFiles.IsAnnotationFile(NameOf(f))).Take(most)
        : []);

    private static string[] FoldersOf(string folder) => Listed(() => Directory.EnumerateDirectories(folder).Take(1000));

    private static string[] Listed(Func<IEnumerable<string>> list)
    {
        try
        {
            return [.. list().Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

/// <summary>The files of one dataset.</summary>
/// <param name="Paths">The files, one or more.</param>
/// <param name="Notes">What the user should know of the choice.</param>
internal sealed record CocoFileSet(IReadOnlyList<string> Paths, IReadOnlyList<string> Notes)
{
    /// <summary>Why they are none; null if they are one.</summary>
    public string? Problem { get; init; }
}
