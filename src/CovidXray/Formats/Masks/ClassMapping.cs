using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Formats.Masks;

/// <summary>class_mapping.csv: which grey or index stands for which category.</summary>
/// <remarks>
/// Two headers: <c>class_idx,class_name</c> (V7's published set, and ours) and <c>class_name,class_color</c> (V7's client from 0.5.5 on).
/// What is not painted has the background's value, 0, and is no category of the masks.
/// </remarks>
internal sealed class ClassMapping
{
    private const int MaxRecord = 1 << 16;
    /// <summary>The largest table that is read.</summary>
    public static readonly FileLimit Limit = new(1_000_000, "tables of classes");

    private readonly string?[] _names = new string?[256];

    private ClassMapping()
    {
    }

    /// <summary>The values with a category, ascending, but Ignore last.</summary>
    public IEnumerable<(byte Value, string Name)> All =>
        Enumerable.Range(1, 255).Where(v => _names[v] is not null).Select(v => ((byte)v, _names[v]!)).OrderBy(c => c.Item2 == Category.Ignore);

    /// <summary>Whether a value has a category.</summary>
    public bool Contains(byte value) => _names[value] is not null;

    /// <exception cref="DatasetException">The table cannot be read, or does not say one category for a value.</exception>
    public static ClassMapping Read(string path)
    {
        using var file = InputFile.Open(path, Limit);
        return Read(file, path);
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
        if (!byte.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new DatasetException(
                path,
                value.Split(' ').Length == 3 ? $"'{ForeignText.Quote(value)}' is a colour; masks are read whose classes are greys or indices (0 to 255)" : $"'{ForeignText.Quote(value)}' is no class value from 0 to 255",
                line,
                1,
                path: null);
        }

        var problem = name.Length == 0 ? "a class has no name"
            : name == MaskLayout.Background ? (number == 0 ? null : $"the background has value {number}; masks are read whose background is 0")
            : number == 0 ? null
            : _names[number] is { } other ? $"'{ForeignText.Quote(other)}' and '{ForeignText.Quote(name)}' both have value {number}, so masks cannot tell them apart"
            : Array.IndexOf(_names, name) is >= 0 and var first ? $"'{ForeignText.Quote(name)}' has values {first} and {number}"
            : null;
        if (problem is not null)
        {
            throw new DatasetException(path, problem, line, 1, path: null);
        }

        _names[number] = number == 0 ? null : name;
    }
}
