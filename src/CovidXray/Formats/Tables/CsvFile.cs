using CsvHelper;

namespace CovidXray.Formats.Tables;

/// <summary>A small table as CSV bytes: commas, LF, quotes where needed.</summary>
internal static class CsvFile
{
    /// <summary>A text that no spreadsheet runs as a formula: one that begins with <c>= + - @</c>, a tab or a return gets a <c>'</c> in front, as in <see cref="CsvFormat"/>.</summary>
    public static string Guard(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
    }

    /// <summary>Writes a table.</summary>
    /// <param name="records">The rows, the header first.</param>
    public static byte[] Write(IEnumerable<string[]> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: true))
        {
            foreach (var record in records)
            {
                csv.WriteRecord(record);
            }
        }

        return stream.ToArray();
    }
}
