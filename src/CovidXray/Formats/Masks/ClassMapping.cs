using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Masks;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Formats.Masks;

/// <summary>class_mapping.csv: which grey or index stands for which category.</summary>
/// <remarks>
/// Two headers: <c>class_idx,class_name</c> (V7's published set, and ours, with a colour where masks have colours) and <c>class_name,class_color</c> (V7's client from 0.5.5 on, with
/// a grey, or a colour <c>r g b</c>). What is not painted has the background's value, 0 or black, and is no category of the masks.
/// </remarks>
internal sealed class ClassMapping
{
    private const int MaxRecord = 1 << 16;

    /// <summary>The largest table that is read.</summary>
    public static readonly FileLimit Limit = new(1_000_000, "tables of classes");

    /// <summary>The name of the background in other tables; ours calls it otherwise.</summary>
    private const string Plain = "background";

    private readonly List<string> _notes = [];
    private readonly string?[] _names = new string?[256];
    private readonly Dictionary<RgbColor, (byte Value, string Name)> _colors = [];
    private bool? _hasColors;

    private ClassMapping()
    {
    }

    /// <summary>The values with a category, ascending, but Ignore last.</summary>
    public IEnumerable<(byte Value, string Name)> All =>
        Enumerable.Range(1, 255).Where(v => _names[v] is not null).Select(v => ((byte)v, _names[v]!)).OrderBy(c => c.Item2 == Category.Ignore);

    /// <summary>Whether categories have colours. Values then are numbers that they get here, from 1 on in the table's order.</summary>
    public bool HasColors => _hasColors == true;

    /// <summary>What the user should know of the table.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The value of a colour: 0 of black, unless a category has it; null if the table does not name it.</summary>
    public byte? ValueOf(RgbColor color) => _colors.TryGetValue(color, out var found) ? found.Value : color == default ? (byte)0 : null;

    /// <summary>What the table names, for messages: <c>127 Ignore, 255 Lung</c>.</summary>
    public string Describe()
    {
        var known = HasColors
            ? _colors.Where(c => c.Value.Value > 0).Select(c => $"{c.Key.R} {c.Key.G} {c.Key.B} {ForeignText.Quote(c.Value.Name)}")
            : All.Select(c => $"{c.Value} {ForeignText.Quote(c.Name)}");
        return string.Join(", ", known) is { Length: > 0 } text ? text : "none";
    }

    /// <summary>Whether a value has a category.</summary>
    public bool Contains(byte value) => _names[value] is not null;

    /// <exception cref="DatasetException">The table cannot be read, or does not say one category for a value.</exception>
    public static ClassMapping Read(string path)
    {
        using var file = InputFile.Open(path, Limit);
        return Read(file, path);
    }

    /// <summary>Whether a file is such a table, be it of masks that are read or of those that are only written.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is none.</exception>
    public static bool IsOne(string path)
    {
        using var file = InputFile.Open(path, Limit);
        using var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ',', MaxRecordSize = MaxRecord }, leaveOpen: true);
        try
        {
            return reader.TryGetFieldIndex("class_name", out _) && (reader.TryGetFieldIndex("class_idx", out _) || reader.TryGetFieldIndex("class_color", out _));
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"not valid CSV: {e.Message.TrimEnd('.')}", e.LineNumber, 1, path: null, e);
        }
    }

    private static ClassMapping Read(Stream file, string path)
    {
        var classes = new ClassMapping();
        try
        {
            using var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true, MaxRecordSize = MaxRecord }, leaveOpen: true);
            if (!reader.TryGetFieldIndex("class_name", out var name) || !(reader.TryGetFieldIndex("class_idx", out var value) || reader.TryGetFieldIndex("class_color", out value)))
            {
                throw new DatasetException(path, "the header names no columns class_name and class_idx or class_color", 1, 1, path: null);
            }

            while (reader.Read())
            {
                classes.Add(ForeignText.FromCsv(reader.GetString(name).Trim()), reader.GetString(value).Trim(), path, reader.LineNumber);
            }
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"not valid CSV: {e.Message.TrimEnd('.')}", e.LineNumber, 1, path: null, e);
        }

        return classes;
    }

    private void Add(string name, string value, string path, long line)
    {
        var color = ColorText.TryRead(value);
        if (name.Length > 0 && _hasColors is { } has && has != color is not null)
        {
            throw new DatasetException(path, $"'{ForeignText.Quote(value)}' is {(has ? "no colour" : "a colour")}; the classes above have {(has ? "colours" : "values")}", line, 1, path: null);
        }

        _hasColors ??= color is not null;
        var problem = name.Length == 0 ? "a class has no name"
            : name == MaskLayout.OneInstance ? $"the masks are of single annotations, whose classes stand in {MaskInstance.TableFile}; masks of whole images are read"
            : color is { } known ? AddColor(name, known) : AddValue(name, value);
        if (problem is not null)
        {
            throw new DatasetException(path, problem, line, 1, path: null);
        }

        if (name == Plain && Array.IndexOf(_names, name) > 0)
        {
            _notes.Add($"{path}:{line}: '{name}' is not {(HasColors ? "black" : "0")}, so it is read as a category");
        }
    }

    private string? AddColor(string name, RgbColor color)
    {
        if (_colors.TryGetValue(color, out var other))
        {
            return $"'{ForeignText.Quote(other.Name)}' and '{ForeignText.Quote(name)}' both have the colour {color.R} {color.G} {color.B}, so masks cannot tell them apart";
        }

        if (MaskLayout.IsBackground(name) || (name == Plain && color == default))
        {
            _colors.Add(color, (0, name));
            return null;
        }

        if (Array.IndexOf(_names, name) > 0)
        {
            return $"'{ForeignText.Quote(name)}' has two colours";
        }

        var value = _colors.Values.Max(c => (int?)c.Value) ?? 0;
        if (value == byte.MaxValue)
        {
            return "there are more than 255 classes; masks are read with as many";
        }

        _colors.Add(color, ((byte)(value + 1), name));
        _names[value + 1] = name;
        return null;
    }

    private string? AddValue(string name, string value)
    {
        if (!byte.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return $"'{ForeignText.Quote(value)}' is no class value from 0 to 255, nor a colour such as '50 255 50'";
        }

        var problem = MaskLayout.IsBackground(name) ? (number == 0 ? null : $"the background has value {number}; masks are read whose background is 0")
            : number == 0 ? null
            : _names[number] is { } other ? $"'{ForeignText.Quote(other)}' and '{ForeignText.Quote(name)}' both have value {number}, so masks cannot tell them apart"
            : Array.IndexOf(_names, name) is >= 0 and var first ? $"'{ForeignText.Quote(name)}' has values {first} and {number}"
            : null;
        _names[number] = number == 0 || problem is not null ? _names[number] : name;
        return problem;
    }
}
