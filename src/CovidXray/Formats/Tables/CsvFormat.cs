using System.Text;
using System.Text.Json;
using CsvHelper;

namespace CovidXray.Formats.Tables;

/// <summary>Two CSV tables (RFC 4180, UTF-8, LF): <c>images.csv</c>, one row an image, and <c>annotations.csv</c>, one row an annotation.</summary>
/// <remarks>
/// A missing value is an empty field. A list of tags is a JSON array in one field. A text that begins with <c>= + - @</c>, a tab or a
/// return gets a <c>'</c> in front, so that no spreadsheet runs it as a formula; numbers stay as they are.
/// </remarks>
public sealed class CsvFormat : TableFormat
{
    /// <inheritdoc/>
    public override string Name => "csv";

    /// <inheritdoc/>
    public override string Description => "tables: images.csv (fields, tags, areas, boxes, sides) and annotations.csv";

    /// <summary><c>--excel</c>: a byte order mark in front of each table, by which Excel knows UTF-8.</summary>
    public static FormatOption<bool> Excel { get; } = new("excel", "tables begin with a byte order mark, by which Excel knows UTF-8", [("yes", true), ("no", false)], initial: false)
    {
        ValueName = "yes|no",
        IsValueOptional = true,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<FormatOption> Options => [Excel];

    private protected override IDatasetTable CreateTable(IExportTarget target, string name, IReadOnlyList<TableColumn> columns, FormatOptions options)
    {
        var stream = target.Create(name + ".csv");
        if (options.Get(Excel))
        {
            stream.Write(Encoding.UTF8.Preamble);
        }

        return new CsvTable(stream, columns);
    }

    private sealed class CsvTable : IDatasetTable
    {
        private readonly CsvWriter _csv;

        public CsvTable(Stream stream, IReadOnlyList<TableColumn> columns)
        {
            _csv = CsvWriter.Create(stream, new CsvWriterOptions
            {
                Separator = ',',
                NewLine = "\n",
                TrueValue = "true",
                FalseValue = "false",
            });
            _csv.WriteHeader([.. columns.Select(c => c.Name)]);
        }

        public void Add(IReadOnlyList<TableValue> row)
        {
            foreach (var value in row)
            {
                switch (value)
                {
                    case { Whole: { } whole }:
                        _csv.WriteField(whole);
                        break;
                    case { Number: { } number }:
                        _csv.WriteField(number);
                        break;
                    case { YesNo: { } yes }:
                        _csv.WriteField(yes);
                        break;
                    case { Texts: { } texts }:
                        CsvFile.WriteText(_csv, Json(texts));
                        break;
                    case { Text: { } text }:
                        CsvFile.WriteText(_csv, text);
                        break;
                    default:
                        _csv.WriteField((string?)null);
                        break;
                }
            }

            _csv.EndRecord();
        }

        public void Finish() => _csv.Flush();

        public void Dispose() => _csv.Dispose();

        private static string Json(IReadOnlyList<string> texts)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, RowJson.Options))
            {
                RowJson.WriteTexts(json, texts);
            }

            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }
}
