using System.IO.Compression;
using CovidXray.Formats;

namespace CovidXray.Tests.Formats;

/// <summary>The layouts of other tools: each moves the files of an export to where that tool has them.</summary>
internal static class OtherLayouts
{
    private static readonly (string Format, string Tool, Action<string> Move)[] Known =
    [
        ("coco", "Roboflow", folder => Coco(folder, "train/_annotations.coco.json", "train")),
        ("coco", "COCO 2017", folder => Coco(folder, "annotations/instances_train2017.json", "train2017")),
        ("coco", "COCO 2017 in images", folder => Coco(folder, "annotations/instances_val2017.json", "images/val2017")),
        ("coco", "MMDetection", folder => Coco(folder, "annotations/train.json", "train")),
        ("coco", "Datumaro", folder => Coco(folder, "annotations/instances_default.json", "images/default")),
        ("coco", "FiftyOne", folder => Coco(folder, "labels.json", "data")),
        ("coco", "labelme", folder => Coco(folder, "annotations.json", "JPEGImages")),
        ("coco", "Label Studio", folder => Coco(folder, "result.json", "images")),
        ("yolo", "Ultralytics", folder => Yolo(folder, "data.yaml", "train: images/train\nval: images/train\n", "images/train", "labels/train")),
        ("yolo", "Roboflow", folder => Yolo(folder, "data.yaml", "train: ../train/images\nval: ../train/images\ntest: ../test/images\n", "train/images", "train/labels")),
        ("yolo", "FiftyOne", folder => Yolo(folder, "dataset.yaml", "path: /home/somebody/set\nval: ./images/val/\n", "images/val", "labels/val")),
        ("yolo", "CVAT", Darknet),
        ("yolo", "Label Studio", folder => WriteNames(folder, "classes.txt")),
        ("voc", "VOCdevkit", folder => Into(folder, "VOC2012")),
        ("masks", "masks beside their table", folder => MoveFiles(folder, "masks", ".")),
        ("darwin", "darwin-py", folder => MoveFiles(folder, "annotations", "releases/latest/annotations")),
    ];

    /// <summary>Formats and tools.</summary>
    public static IEnumerable<(string Format, string Tool)> All => Known.Select(k => (k.Format, k.Tool));

    /// <summary>Lays an export out as a tool does.</summary>
    public static void Move(string folder, string format, string tool) => Known.Single(k => (k.Format, k.Tool) == (format, tool)).Move(folder);

    /// <summary>Packs a folder as people do.</summary>
    /// <param name="hasTopFolder">Whether all of it lies in a folder of the archive.</param>
    /// <returns>The archive.</returns>
    public static string Pack(string folder, string archive, bool hasTopFolder)
    {
        ZipFile.CreateFromDirectory(folder, archive, CompressionLevel.Fastest, hasTopFolder);
        return archive;
    }

    private static void Coco(string folder, string document, string films)
    {
        File.Move(Path.Combine(folder, "annotations", "instances_default.json"), Path.Combine(folder, "document"));
        Directory.Delete(Path.Combine(folder, "annotations"));
        MoveFiles(folder, "images", films);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, document))!);
        File.Move(Path.Combine(folder, "document"), Path.Combine(folder, document));
    }

    private static void Yolo(string folder, string document, string parts, string films, string labels)
    {
        var description = File.ReadAllText(Path.Combine(folder, "data.yaml"));
        File.Delete(Path.Combine(folder, "data.yaml"));
        File.WriteAllText(Path.Combine(folder, document), parts + description[description.IndexOf("nc:", StringComparison.Ordinal)..]);
        MoveFiles(folder, "images", films);
        MoveFiles(folder, "labels", labels);
    }

    private static void Darknet(string folder)
    {
        WriteNames(folder, "obj.names");
        MoveFiles(folder, "images", "obj_train_data");
        File.WriteAllText(Path.Combine(folder, "obj.data"), "classes = 5\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n");
        var films = Directory.GetFiles(Path.Combine(folder, "obj_train_data")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        File.WriteAllText(Path.Combine(folder, "train.txt"), string.Concat(films.Select(f => $"data/obj_train_data/{f}\n")));
        MoveFiles(folder, "labels", "obj_train_data");
    }

    /// <summary>The names of classes, a line each, in place of the description.</summary>
    private static void WriteNames(string folder, string name)
    {
        using (var dataset = AnnotationFormats.Open(folder))
        {
            File.WriteAllText(Path.Combine(folder, name), string.Concat(dataset.Classes.OrderBy(c => c.Number).Select(c => c.Name + "\n")));
        }

        File.Delete(Path.Combine(folder, "data.yaml"));
    }

    private static void Into(string folder, string inner)
    {
        var entries = Directory.GetFileSystemEntries(folder);
        Directory.CreateDirectory(Path.Combine(folder, inner));
        foreach (var entry in entries)
        {
            Directory.Move(entry, Path.Combine(folder, inner, Path.GetFileName(entry)));
        }
    }

    private static void MoveFiles(string folder, string from, string to)
    {
        var files = Directory.GetFiles(Path.Combine(folder, from));
        Directory.CreateDirectory(Path.Combine(folder, to));
        foreach (var file in files)
        {
            File.Move(file, Path.Combine(folder, to, Path.GetFileName(file)));
        }

        if (Directory.GetFileSystemEntries(Path.Combine(folder, from)).Length == 0)
        {
            Directory.Delete(Path.Combine(folder, from));
        }
    }
}
