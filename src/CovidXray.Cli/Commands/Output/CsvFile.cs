using CsvHelper;

namespace CovidXray.Cli.Commands.Output;

/// <summary>A small table as CSV bytes: commas, LF, quotes where needed.</summary>
internal static class CsvFile
{
    public static byte[] Write(IEnumerable<string[]> records)
    {
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
