using System.Globalization;
using CovidXray.Cli.Commands.Images;
using CovidXray.Cli.Commands.Output;
using CovidXray.Formats;
using CsvHelper;

namespace CovidXray.Cli.Commands.Masks;

/// <summary>instances.csv: a row a mask, in the order of the images. Of a shard, a part of it first.</summary>
/// <remarks>
/// Each shard writes <c>instances.I-of-N.csv</c>. The one that finds all N there joins them, and removes them. If two find them
/// at once, both write the same bytes, each under a name of its own, and rename.
/// </remarks>
internal static class InstanceTable
{
    private const int ImageColumn = 1;

    /// <summary>Writes the rows of a run.</summary>
    /// <param name="output">The folder of the masks.</param>
    /// <param name="rows">The rows, in the order of the images.</param>
    /// <param name="shard">The part that they are; null if they are all.</param>
    public static void Write(OutputFolder output, IEnumerable<string[]> rows, Shard? shard)
    {
        if (shard is not { } part)
        {
            output.Write(MaskInstance.TableFile, MaskInstance.WriteTable(rows));
            return;
        }

        output.Write(PartName(part), MaskInstance.WriteTable(rows));
        string[] parts = [.. Enumerable.Range(1, part.Count).Select(number => PartName(part with { Number = number }))];
        if (parts.All(name => File.Exists(PathOf(output, name))))
        {
            Join(output, parts);
        }
    }

    private static void Join(OutputFolder output, string[] parts)
    {
        try
        {
            // A stable sort: the rows of one image all come from one part, in their order.
            var rows = parts.SelectMany(name => Read(PathOf(output, name))).OrderBy(row => row[ImageColumn], StringComparer.Ordinal);
            output.Write(MaskInstance.TableFile, MaskInstance.WriteTable(rows));
        }
        catch (FileNotFoundException)
        {
            // Another shard has joined them, and removes them.
            return;
        }

        foreach (var name in parts)
        {
            output.Delete(name);
        }
    }

    private static List<string[]> Read(string path)
    {
        var rows = new List<string[]>();
        using var reader = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',' });
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, MaskInstance.Columns).Select(reader.GetString)]);
        }

        return rows;
    }

    private static string PartName(Shard shard) => string.Create(CultureInfo.InvariantCulture, $"instances.{shard.Name}.csv");

    private static string PathOf(OutputFolder output, string name) => Path.Combine(output.FolderPath, name);
}
