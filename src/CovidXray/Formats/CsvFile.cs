using CsvHelper;

namespace CovidXray.Formats;

/// <summary>A small table as CSV bytes: commas, LF, quotes where needed.</summary>
public static class CsvFile
{
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
