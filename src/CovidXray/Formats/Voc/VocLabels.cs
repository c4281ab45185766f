using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Sources;
using CovidXray.Masks;
using CovidXray.Texts;

namespace CovidXray.Formats.Voc;

/// <summary>labelmap.txt: the names of the numbers in SegmentationClass, as CVAT and Datumaro have them: <c>name:r,g,b:parts:actions</c>, the first is 0.</summary>
/// <remarks>The line with the colour of void, here Ignore's, has no number of its own.</remarks>
internal sealed class VocLabels
{
    public const string FileName = "labelmap.txt";
    private const string Background = "background";

    private readonly List<string> _names = [];

    private VocLabels()
    {
    }

    /// <summary>No names.</summary>
    public static VocLabels None { get; } = new();

    /// <summary>The name of a class; null if there is none.</summary>
    public string? this[byte value] => value < _names.Count ? _names[value] : null;

    /// <exception cref="DatasetException">The file cannot be read, or is too large.</exception>
    public static VocLabels ReadIfThere(string path)
    {
        if (FileContent.ReadIfThere(path, path) is not { } found)
        {
            return None;
        }

        using var content = found;
        var labels = new VocLabels();
        foreach (var line in Encoding.UTF8.GetString(content.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // A name may hold colons; three fields follow it.
            var fields = line.Split(':');
            if (line[0] != '#' && fields.Length >= 4 && fields[^3] != ColorText(VocColors.Void))
            {
                labels._names.Add(string.Join(':', fields[..^3]));
            }
        }

        return labels;
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

        void Line(string name, byte value) => text.Append(name).Append(':').Append(ColorText(value)).Append("::\n");
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

    private static string ColorText(byte value)
    {
        RgbColor color = VocColors.Of(value);
        return string.Create(CultureInfo.InvariantCulture, $"{color.R},{color.G},{color.B}");
    }
}
