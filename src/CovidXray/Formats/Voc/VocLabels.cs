using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Voc;

/// <summary>
/// The names of a VOC dataset's classes: labelmap.txt as CVAT and Datumaro have it, <c>name:r,g,b:parts:actions</c>, or class_names.txt as
/// labelme has it. The first line is 0.
/// </summary>
/// <remarks>The line with the colour of void, here Ignore's, has no number of its own, nor has labelme's <c>__ignore__</c> in the first line.</remarks>
internal sealed class VocLabels
{
    public const string FileName = "labelmap.txt";
    public const string NamesFile = "class_names.txt";
    private const string Background = "background";
    private const string Unlabelled = "__ignore__";

    /// <summary>The label of each line, in their order; 0 of the background.</summary>
    private readonly List<byte> _lines = [];
    private readonly Dictionary<RgbColor, byte?> _colors = [];
    private readonly List<string> _classes = [];
    private readonly string? _path;

    private VocLabels(string? path) => _path = path;

    /// <summary>No names.</summary>
    public static VocLabels None { get; } = new(null);

    /// <summary>The classes, background and void left aside. The first has label 1.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>What is wrong with a value that has no label, for messages.</summary>
    public string NamesNot => _path is null ? $"nothing names: there is neither a {FileName} nor a {NamesFile}" : $"{Path.GetFileName(_path)} does not name";

    /// <summary>The label of a number: 0 for the background, 255 for void; null if nothing names it.</summary>
    public byte? LabelOf(byte number) => number < _lines.Count ? _lines[number] : number is 0 or VocColors.Void ? number : null;

    /// <summary>The label of a colour: 0 for the background, 255 for void; null if nothing names it, or two classes have it.</summary>
    public byte? LabelOf(RgbColor color) =>
        _colors.TryGetValue(color, out var label) ? label
        : color == default ? (byte)0
        : color == VocColors.Of(VocColors.Void) ? VocColors.Void
        : null;

    /// <summary>Whether a name stands for what is not annotated.</summary>
    private static bool IsBackground(string name) => name == Background || MaskLayout.IsBackground(name);

    /// <summary>Reads the table of a folder: labelmap.txt, else class_names.txt.</summary>
    /// <exception cref="DatasetException">The file cannot be read, is too large, or a line of it is none.</exception>
    public static VocLabels ReadIfThere(string folder) =>
        ReadIfThere(Path.Combine(folder, FileName), static (labels, line, problem) => labels.AddLine(line, problem))
        ?? ReadIfThere(Path.Combine(folder, NamesFile), static (labels, line, problem) => labels.AddName(line, problem))
        ?? None;

    private static VocLabels? ReadIfThere(string path, Action<VocLabels, string, Func<string, DatasetException>> add)
    {
        if (FileContent.ReadIfThere(path, path) is not { } found)
        {
            return null;
        }

        using var content = found;
        var labels = new VocLabels(path);
        var lines = Encoding.UTF8.GetString(content.Span).TrimStart('\uFEFF').TrimEnd().Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            add(labels, lines[i].Trim(), problem => new DatasetException(path, problem, i + 1, 1, path: null));
        }

        return labels;
    }

    private void AddLine(string line, Func<string, DatasetException> fail)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return;
        }

        // A name may hold colons; three fields follow it, which may be left out.
        var fields = line.Split(':');
        var (name, text) = fields.Length < 4 ? (fields[0], fields.ElementAtOrDefault(1) ?? "") : (string.Join(':', fields[..^3]), fields[^3]);
        var color = ColorText.TryRead(text);
        if (text.Trim().Length > 0 && color is null)
        {
            throw fail($"'{ForeignText.Quote(text)}' is no colour; expected a line such as Lung:128,0,0::");
        }

        if (color != VocColors.Of(VocColors.Void))
        {
            var label = Add(name.Trim(), fail);
            if (color is { } known && !_colors.TryAdd(known, label))
            {
                _colors[known] = _colors[known] == label ? label : null;
            }
        }
    }

    private void AddName(string line, Func<string, DatasetException> fail)
    {
        if (line != Unlabelled || _lines.Count > 0)
        {
            var label = Add(line == Unlabelled ? Background : line, fail);
            if (_lines.Count <= 256)
            {
                _colors.Add(VocColors.Of((byte)(_lines.Count - 1)), label);
            }
        }
    }

    /// <summary>Adds a line; returns its label.</summary>
    private byte Add(string name, Func<string, DatasetException> fail)
    {
        var index = IsBackground(name) ? -1 : _classes.IndexOf(name);
        if (index < 0 && !IsBackground(name))
        {
            index = name.Length == 0 ? throw fail("a class has no name")
                : _classes.Count < VocColors.Void - 1 ? _classes.Count : throw fail($"there are more than {VocColors.Void - 1} classes; masks have numbers for as many");
            _classes.Add(name);
        }

        _lines.Add((byte)(index + 1));
        return (byte)(index + 1);
    }

    /// <summary>The file of classes that have numbers from 1 on.</summary>
    public static byte[] Write(IReadOnlyList<string> classes)
    {
        var text = new StringBuilder("# label:color_rgb:parts:actions\n");
        var taken = new HashSet<string>(StringComparer.Ordinal) { Background, Category.Ignore };
        Line(Background, 0);
        for (var i = 0; i < classes.Count; i++)
        {
            var name = Plain(classes[i], taken);
            if (name != classes[i])
            {
                text.Append("# the next label stands for: ").Append(ForeignText.OneLine(classes[i])).Append('\n');
            }

            Line(name, (byte)(i + 1));
        }

        Line(Category.Ignore, VocColors.Void);
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(string name, byte value) => text.Append(name).Append(':').Append(TextOf(value)).Append("::\n");
    }

    /// <summary>
    /// A name that readers find again: CVAT and Datumaro split a line at every colon, drop blanks around it, take one that begins with
    /// <c>#</c> for a comment, and count the others. The XML has the name as it is.
    /// </summary>
    /// <param name="taken">The names before, which it is added to.</param>
    private static string Plain(string name, HashSet<string> taken)
    {
        var line = ForeignText.OneLine(name).Replace(':', '_').Trim();
        line = line.Length == 0 ? "_" : line[0] == '#' ? "_" + line[1..] : line;
        var free = line;
        for (var i = 2; !taken.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{line}_{i}");
        }

        return free;
    }

    private static string TextOf(byte value)
    {
        RgbColor color = VocColors.Of(value);
        return string.Create(CultureInfo.InvariantCulture, $"{color.R},{color.G},{color.B}");
    }
}
