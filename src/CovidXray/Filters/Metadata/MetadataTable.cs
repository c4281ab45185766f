using System.Text;
using System.Text.Unicode;
using CovidXray.Annotations;
using CovidXray.Files;
using CsvHelper;

namespace CovidXray.Filters.Metadata;

/// <summary>ieee8023's <c>metadata.csv</c>: what is known about images beyond V7's tags, found by file name.</summary>
public sealed class MetadataTable
{
    /// <summary>The table's name inside a dataset.</summary>
    public const string FileName = "metadata.csv";

    private static readonly FileLimit Limit = new(256_000_000, "tables of metadata");
    private const int MaxRecord = 1 << 20;
    private const int MaxHeader = 1 << 14;
    private const string Separators = ",;\t|";

    private readonly Dictionary<string, MetadataRow> _rows = new(StringComparer.OrdinalIgnoreCase);
    private readonly MetadataNotes _notes = new();

    private readonly List<(MetadataRow First, MetadataRow Again)> _contradictions = [];

    private MetadataTable(string source) => Source = source;

    /// <summary>The file, as the user knows it.</summary>
    internal string Source { get; }

    /// <summary>Rows whose file name stood before, with another value in a column that both have one in.</summary>
    internal IReadOnlyList<(MetadataRow First, MetadataRow Again)> Contradictions => _contradictions;

    /// <summary>The file's own name, as messages say it.</summary>
    internal string ShortName => Path.GetFileName(Source);

    /// <summary>Number of rows with different file names.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows, in the table's order.</summary>
    internal IEnumerable<MetadataRow> Rows => _rows.Values;

    /// <summary>What was odd and how it was read, one line each: names that stand twice, stray bytes, broken quotes.</summary>
    public IReadOnlyList<string> Notes => _notes.Lines;

    /// <summary>Reads a table.</summary>
    /// <param name="path">The CSV file, UTF-8, with a header that has at least the column <c>filename</c>; commas, semicolons, tabs or bars between columns.</param>
    /// <exception cref="DatasetException">It cannot be read, is too large, is cut off inside quotes, or has no such column.</exception>
    public static MetadataTable Read(string path)
    {
        Span<byte> start = stackalloc byte[MaxHeader];
        var separator = SeparatorOf(start[..WholeFile.ReadStart(path, start)]);
        using var file = InputFile.Open(path, Limit);
        return Read(file, path, separator);
    }

    /// <summary>Reads a table in memory.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is cut off inside quotes, or has no column <c>filename</c>.</exception>
    internal static MetadataTable Read(byte[] content, string source)
    {
        using var file = new MemoryStream(content);
        return Read(file, source, SeparatorOf(content.AsSpan(0, Math.Min(content.Length, MaxHeader))));
    }

    /// <summary>The row of an image; null if there is none.</summary>
    /// <param name="fileName">The name under which the image was uploaded, any case.</param>
    public MetadataRow? Find(string fileName) => _rows.GetValueOrDefault(fileName);

    /// <summary>
    /// What stands between the columns: the one of <c>, ; tab |</c> that makes <c>filename</c> a column of the header; a comma where none does.
    /// </summary>
    private static char SeparatorOf(ReadOnlySpan<byte> start)
    {
        var encoding = start is [0xFF, 0xFE, ..] ? Encoding.Unicode : start is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : Encoding.UTF8;
        var text = encoding.GetString(start).TrimStart('\uFEFF');
        var header = text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;
        foreach (var separator in Separators)
        {
            if (header.Split(separator).Any(c => c.Trim(' ', '"').Equals(MetadataColumns.FileNameColumn, StringComparison.OrdinalIgnoreCase)))
            {
                return separator;
            }
        }

        return Separators[0];
    }

    private static MetadataTable Read(Stream file, string path, char separator)
    {
        var table = new MetadataTable(path);
        var options = new CsvReaderOptions
        {
            Separator = separator,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecord,
            OnMalformedRecord = bad => table.Malformed(bad, path),
        };
        try
        {
            using var reader = CsvReader.Create(file, options, leaveOpen: true);
            var columns = MetadataColumns.Find(reader, path, separator);
            while (reader.Read())
            {
                table.Add(columns.Row(reader) with { Table = table.ShortName, Line = reader.LineNumber }, reader);
            }
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"not valid CSV: {e.Message.TrimEnd('.')}", e.LineNumber, 1, path: null, e);
        }

        return table;
    }

    private void Add(MetadataRow row, CsvReader reader)
    {
        if (!Utf8.IsValid(reader.RawRecord))
        {
            _notes.StrayBytes(reader.LineNumber);
        }

        if (row.FileName.Length > 0 && !_rows.TryAdd(row.FileName, row))
        {
            _notes.Duplicate(row.FileName, reader.LineNumber);
            if (_rows[row.FileName] is var first && row.Contradictions(first).Any())
            {
                _contradictions.Add((first, row));
            }
        }
    }

    private void Malformed(CsvMalformedRecord record, string path)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
        {
            throw new DatasetException(path, "a quote is never closed; is the file cut off?", record.LineNumber, 1, path: null);
        }

        _notes.StrayQuote(record.LineNumber);
    }
}
