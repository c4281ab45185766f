using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Finds what describes a YOLO dataset, in the layouts of the tools that write them.</summary>
/// <remarks>
/// <code>
/// data.yaml, dataset.yaml                           Ultralytics, Roboflow, FiftyOne
/// obj.data, obj.names, train.txt, obj_train_data/   darknet, CVAT's YOLO 1.1: labels beside the images
/// classes.txt, images/, labels/                     Label Studio
/// classes.txt, labels beside the images             labelImg
/// </code>
/// </remarks>
internal static class YoloLayout
{
    private const string DarknetFile = "obj.data";
    private static readonly string[] Yaml = [YoloDescription.FileName, "data.yml", "dataset.yaml", "dataset.yml"];
    private static readonly string[] ClassFiles = ["classes.txt", "obj.names", "labels/classes.txt"];

    /// <summary>The file that describes a dataset; null if there is none.</summary>
    /// <param name="path">The dataset's folder, or the file itself.</param>
    public static string? FindIn(string path)
    {
        if (!Directory.Exists(path))
        {
            return YoloDescription.IsNamedYaml(path) || Path.GetFileName(path) is DarknetFile or "classes.txt" or "obj.names" ? path : null;
        }

        if (Yaml.Append(DarknetFile).Select(n => Path.Combine(path, n)).FirstOrDefault(File.Exists) is { } described)
        {
            return described;
        }

        var hasFolders = Directory.Exists(Path.Combine(path, "labels")) || Directory.Exists(Path.Combine(path, "images"));
        if (hasFolders && Directory.EnumerateFiles(path).Where(YoloDescription.IsNamedYaml).Take(2).ToList() is [var only])
        {
            return only;
        }

        return ClassFiles.Select(n => Path.Combine(path, n)).FirstOrDefault(File.Exists) is { } classes && (hasFolders || HasLabelsBesideImages(path)) ? classes : null;
    }

    /// <summary>Reads what <see cref="FindIn"/> found.</summary>
    /// <exception cref="DatasetException">It cannot be read, or does not say what a dataset needs.</exception>
    public static YoloDescription Read(string file)
    {
        if (YoloDescription.IsNamedYaml(file))
        {
            return YoloDescription.Read(file);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (Path.GetFileName(file) == DarknetFile)
        {
            return ReadDarknet(file, folder);
        }

        var root = Path.GetFileName(folder) == "labels" ? Path.GetDirectoryName(folder)! : folder;
        return new YoloDescription(file, ReadClasses(file), [new YoloSource("train", Directory.Exists(Path.Combine(root, "images")) ? "images" : ".")], root);
    }

    /// <summary>The file beside a description that lists its classes; null if there is none.</summary>
    /// <param name="named">Its name, if the description says it.</param>
    public static string? FindClasses(string file, string? named = null)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return named is null ? ClassFiles.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
            : YoloPath.Find(folder, named) is { } path && File.Exists(path) ? path
            : null;
    }

    /// <summary>The names of classes, one a line, from 0 on.</summary>
    /// <exception cref="DatasetException">The file cannot be read, or a name is none.</exception>
    public static Dictionary<int, string> ReadClasses(string file)
    {
        var lines = WholeFile.ReadText(file, file, YoloDescription.Limit).TrimEnd().Split('\n');
        return lines is [""]
            ? throw new DatasetException(file, "names no classes: expected one a line")
            : lines.Index().ToDictionary(l => l.Index, l => YoloDescription.RequireName(file, l.Index + 1, 1, l.Index, l.Item.TrimEnd('\r')));
    }

    /// <summary>Lines such as <c>train = data/train.txt</c>, where <c>data/</c> may be the folder of darknet and not the dataset's.</summary>
    private static YoloDescription ReadDarknet(string file, string folder)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in WholeFile.ReadText(file, file, YoloDescription.Limit).Split('\n'))
        {
            if (line.Split('=', 2) is [var key, var value])
            {
                values[key.Trim()] = value.Trim();
            }
        }

        var names = FindClasses(file, values.GetValueOrDefault("names", "obj.names")) ?? FindClasses(file)
            ?? throw new DatasetException(file, $"names no classes: there is no file {ForeignText.Quote(values.GetValueOrDefault("names", "obj.names"))}");
        YoloSource[] sources = [.. ((string[])["train", "valid", "val", "test"]).Where(p => values.GetValueOrDefault(p, "").Length > 0).Select(p => new YoloSource(p, values[p]))];
        return sources.Length > 0
            ? new YoloDescription(file, ReadClasses(names), sources, folder)
            : throw new DatasetException(file, "names no images: expected train or valid");
    }

    private static bool HasLabelsBesideImages(string folder) =>
        Directory.EnumerateFiles(folder).Where(YoloImages.IsImage).Take(1000).Any(i => File.Exists(Path.ChangeExtension(i, ".txt")));
}
