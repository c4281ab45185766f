using System.Text;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Formats.Tables;

/// <summary>A small table as CSV bytes: commas, LF, quotes where needed.</summary>
internal static class CsvFile
{
    /// <summary>Writes a text of others as a cell; one that gets a <c>'</c> in front stands in quotes, too.</summary>
    public static void WriteText(CsvWriter csv, string text)
    {
        var cell = ForeignText.Csv(text);
        if (cell.Length > text.Length)
        {
            csv.WriteField(cell, CsvQuoting.Always);
        }
        else
        {
            csv.WriteField(cell);
        }
    }

    /// <summary>A table with a byte order mark in front: without one, Excel takes UTF-8 for the letters of the system.</summary>
    public static byte[] ForExcel(ReadOnlySpan<byte> table) => [.. Encoding.UTF8.Preamble, .. table];

    /// <summary>Writes a table.</summary>
    /// <param name="records">The rows, the header first. Texts of others are made safe by <see cref="ForeignText.Csv"/>; names of files stay as they are.</param>
    public static byte[] Write(IEnumerable<string[]> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: true))
        {
            foreach (var record in records)
            {
                csv.WriteRecord([.. record.Select(ForeignText.CsvName)]);
            }
        }

        return stream.ToArray();
    }
}
