using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace CovidXray.Formats.Yolo;

/// <summary>A YOLO dataset's <c>data.yaml</c>: the classes, and where the images are.</summary>
/// <param name="File">The file itself.</param>
/// <param name="Classes">The names of the classes by number.</param>
/// <param name="Sources">Folders of images, and text files that list images, as they stand in the file.</param>
/// <param name="Root">The folder that <paramref name="Sources"/> start from.</param>
internal sealed record YoloDescription(string File, IReadOnlyDictionary<int, string> Classes, IReadOnlyList<YoloSource> Sources, string Root)
{
    public const string FileName = "data.yaml";

    /// <summary>The largest file that describes a dataset, or lists its classes.</summary>
    public static readonly FileLimit Limit = new(1_000_000, "data.yaml files");

    private static readonly string[] Parts = ["train", "val", "valid", "test"];

    private const int MaxDepth = 64;

    /// <summary>How many numbers of keypoints stand behind a box (<c>kpt_shape</c>); 0 if there are none.</summary>
    public int KeypointNumbers { get; init; }

    /// <summary>What gives classes their names, for messages.</summary>
    public string NamedBy { get; init; } = $"as {Path.GetFileName(File)} names them";

    public static bool IsNamedYaml(string path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file of an export.</summary>
    /// <remarks>
    /// It has no <c>path</c>: Ultralytics then starts from the file's own folder, wherever that is moved. Given as <c>yolo/data.yaml</c>, that
    /// folder is <c>yolo</c>, which some of 8.3 look for in their folder of datasets rather than here. A relative <c>path</c> is
    /// worse, as every version starts it from there or from the current folder (<c>check_det_dataset</c> in ultralytics/data/utils.py).
    /// </remarks>
    public static byte[] Write(IReadOnlyList<DatasetClass> classes, YoloTask task, IReadOnlyList<DatasetPart> parts, bool isEmpty)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine(task == YoloTask.Segment
            ? "# Ultralytics YOLO, segment: each line of a label file is a class and the points x y x y ... of an outline."
            : "# Ultralytics YOLO, detect: each line of a label file is a class and the box's centre x y, width and height.");
        text.WriteLine("# Numbers are fractions of the image's width and height.");
        text.WriteLine("# Give Ultralytics this file by its absolute path (data=$PWD/data.yaml): some versions take a relative one from elsewhere.");
        text.WriteLine(isEmpty ? "train: []\nval: []" : parts.Count > 0 ? Lines(parts) : "train: images\nval: images # the same: this export is not split");
        var yaml = new Emitter(text);
        yaml.Emit(new StreamStart());
        yaml.Emit(new DocumentStart());
        yaml.Emit(new MappingStart());
        Emit("nc", ScalarStyle.Plain);
        Emit(Number(classes.Count == 0 ? 0 : classes[^1].Number + 1), ScalarStyle.Plain);
        Emit("names", ScalarStyle.Plain);
        yaml.Emit(new MappingStart());
        foreach (var one in classes)
        {
            Emit(Number(one.Number), ScalarStyle.Plain);
            Emit(ForeignText.Whole(one.Name), ScalarStyle.DoubleQuoted);
        }

        yaml.Emit(new MappingEnd());
        yaml.Emit(new MappingEnd());
        yaml.Emit(new DocumentEnd(isImplicit: true));
        yaml.Emit(new StreamEnd());
        return Encoding.UTF8.GetBytes(ForeignText.Yaml(text.ToString()));

        void Emit(string value, ScalarStyle style) => yaml.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: true, isQuotedImplicit: true));

        static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Where the images of each part are. Ultralytics wants train and val: one that is not there is what there is.</summary>
    private static string Lines(IReadOnlyList<DatasetPart> parts)
    {
        string[] lines = [.. ((DatasetPart[])[DatasetPart.Train, DatasetPart.Val]).Select(p => parts.Contains(p) ? Line(p, p) : $"{Line(p, parts[0])} # the export has no {PartNames.Of(p)}")];
        return string.Join('\n', parts.Contains(DatasetPart.Test) ? [.. lines, Line(DatasetPart.Test, DatasetPart.Test)] : lines);

        static string Line(DatasetPart part, DatasetPart folder) => $"{PartNames.Of(part)}: images/{PartNames.Of(folder)}";
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It cannot be read, is no YAML, or does not say what a dataset needs.</exception>
    public static YoloDescription Read(string file)
    {
        var root = Load(file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (Find(root, "path") is YamlScalarNode { Value: { Length: > 0 } given } && !given.Contains('\0', StringComparison.Ordinal))
        {
            var elsewhere = Path.GetFullPath(Path.Combine(folder, given));
            folder = Directory.Exists(elsewhere) ? elsewhere : folder;
        }

        var sources = new List<YoloSource>();
        foreach (var part in Parts)
        {
            foreach (var source in Texts(file, part, Find(root, part)))
            {
                if (!sources.Any(s => s.Text == source))
                {
                    sources.Add(new YoloSource(part, source));
                }
            }
        }

        return root.Children.Keys.Any(k => k is YamlScalarNode { Value: { } key } && Parts.Contains(key, StringComparer.Ordinal))
            ? new YoloDescription(file, Names(file, root), sources, folder) { KeypointNumbers = KeypointsOf(Find(root, "kpt_shape")) }
            : throw new DatasetException(file, "names no images: expected train, val or test");
    }

    /// <summary>Refuses a name that no class can have.</summary>
    /// <exception cref="DatasetException">It is empty, or stands for no class.</exception>
    public static string RequireName(string file, long line, long column, long number, string? name) => name?.Trim() switch
    {
        null or "" => throw new DatasetException(file, $"the name of class {number} is empty; expected a text such as Lung", line, column, path: null),
        "__background__" => throw new DatasetException(file, $"the name of class {number} is '__background__', which stands for what has no class; give it another one", line, column, path: null),
        _ => name,
    };

    private static YamlMappingNode Load(string file)
    {
        try
        {
            var text = WholeFile.ReadText(file, file, Limit);
            RequireSimple(file, text);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..] ? root : throw new DatasetException(file, "is no YAML mapping");
        }
        catch (YamlException e)
        {
            throw new DatasetException(file, $"is no YAML: {e.Message}", e.Start.Line, e.Start.Column, path: null, e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // The library's answers where a node is missing, or brackets are left over.
            throw new DatasetException(file, "is no YAML: a value is missing, or stands where none can be", e);
        }
    }

    /// <summary>
    /// The document model is built by recursion: thousands of brackets would be the end of the process. A mapping's key is
    /// compared through its aliases: ten of ten of ten would take for ever.
    /// </summary>
    private static void RequireSimple(string file, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw Wrong(file, parser.Current.Start, $"is nested more than {MaxDepth} levels deep");
            }

            if (parser.Current is AnchorAlias alias)
            {
                throw Wrong(file, alias.Start, $"has an alias (*{ForeignText.Quote(alias.Value.Value)}), which no data.yaml needs: write out what it stands for");
            }
        }
    }

    private static YamlNode? Find(YamlMappingNode mapping, string key) => mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static IEnumerable<string> Texts(string file, string key, YamlNode? node) => node switch
    {
        null or YamlScalarNode { Value: null or "" } => [],
        YamlScalarNode { Value: { } text } => [text],
        YamlSequenceNode list => list.Children.Select(c => (c as YamlScalarNode)?.Value ?? throw Wrong(file, c, $"{key} holds something that is no text")),
        _ => throw Wrong(file, node, $"{key} is no text and no list of texts"),
    };

    /// <summary><c>[Lung, Ignore]</c>, <c>{0: Lung, 1: Ignore}</c>, a list in a file of its own, or only how many there are.</summary>
    private static Dictionary<int, string> Names(string file, YamlMappingNode root) => Find(root, "names") switch
    {
        YamlSequenceNode list => list.Children.Index().ToDictionary(n => n.Index, n => Name(file, n.Index, n.Item)),
        YamlMappingNode mapping => NumberedNames(file, mapping),
        YamlScalarNode { Value: { Length: > 0 } listed } when YoloLayout.FindClasses(file, listed) is { } other => YoloLayout.ReadClasses(other),
        null when YoloLayout.FindClasses(file) is { } other => YoloLayout.ReadClasses(other),
        null when Find(root, "nc") is YamlScalarNode scalar && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 10_000 =>
            Enumerable.Range(0, count).ToDictionary(i => i, i => $"class_{i}"),
        null => throw new DatasetException(file, "names no classes: expected names, or a file classes.txt beside it"),
        var node => throw Wrong(file, node, "names is no list and no mapping of class numbers to names"),
    };

    private static Dictionary<int, string> NumberedNames(string file, YamlMappingNode mapping)
    {
        var names = new Dictionary<int, string>();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } text } || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                throw Wrong(file, key, "names has a key that is no number of a class");
            }

            if (!names.TryAdd(number, Name(file, number, value)))
            {
                throw Wrong(file, key, $"names has class {number} twice");
            }
        }

        return names;
    }

    private static string Name(string file, int number, YamlNode node) =>
        RequireName(file, node.Start.Line, node.Start.Column, number, node is YamlScalarNode scalar ? scalar.Value : throw Wrong(file, node, "names holds something that is no text"));

    /// <summary><c>[17, 3]</c>: seventeen points of three numbers each.</summary>
    private static int KeypointsOf(YamlNode? node) =>
        node is YamlSequenceNode { Children: [YamlScalarNode { Value: var points }, YamlScalarNode { Value: var size }] }
        && int.TryParse(points, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var numbers)
        && count <= 10_000 && numbers is 2 or 3
            ? count * numbers
            : 0;

    private static DatasetException Wrong(string file, YamlNode node, string problem) => Wrong(file, node.Start, problem);

    private static DatasetException Wrong(string file, Mark place, string problem) => new(file, problem, place.Line, place.Column, path: null);
}

/// <summary>A folder of images, or a text file that lists images.</summary>
/// <param name="Part">The key that names it: <c>train</c>.</param>
/// <param name="Text">It as it stands in the description.</param>
internal sealed record YoloSource(string Part, string Text);
