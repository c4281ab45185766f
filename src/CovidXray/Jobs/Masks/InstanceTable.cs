using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Output;
using CsvHelper;

namespace CovidXray.Jobs.Masks;

/// <summary>instances.csv: a row a mask, in the order of the images. Of a shard, a part of it first.</summary>
/// <remarks>
/// Each shard writes <c>instances.I-of-N.csv</c>. The one that finds all N there joins them, and removes them. A shard that is run
/// again when they are joined already replaces its images' rows. One shard at a time does either.
/// </remarks>
internal static class InstanceTable
{
    private const int ImageColumn = 1;
    private static readonly FileLimit Limit = new(1_000_000_000, "tables of instances");

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

        using var guard = FolderGuard.Take(output.FolderPath);
        output.Write(PartName(part), MaskInstance.WriteTable(rows));
        Shard[] parts = [.. Enumerable.Range(1, part.Count).Select(number => part with { Number = number }).Where(p => File.Exists(PathOf(output, PartName(p))))];
        var isJoined = File.Exists(PathOf(output, MaskInstance.TableFile));
        if (isJoined || parts.Length == part.Count)
        {
            Join(output, parts, isJoined ? Read(PathOf(output, MaskInstance.TableFile)) : []);
        }
    }

    /// <summary>Joins parts, and keeps the earlier rows of images that belong to none of them.</summary>
    private static void Join(OutputFolder output, Shard[] parts, List<string[]> earlier)
    {
        // A stable sort: the rows of one image all come from one part, in their order.
        var rows = earlier.Where(row => !parts.Any(p => p.Contains(row[ImageColumn])))
            .Concat(parts.SelectMany(p => Read(PathOf(output, PartName(p)))))
            .OrderBy(row => row[ImageColumn], StringComparer.Ordinal);
        output.Write(MaskInstance.TableFile, MaskInstance.WriteTable(rows));
        foreach (var part in parts)
        {
            output.Delete(PartName(part));
        }
    }

    private static List<string[]> Read(string path)
    {
        var rows = new List<string[]>();
        try
        {
            using var file = InputFile.Open(path, Limit);
            using var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' }, leaveOpen: true);
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, MaskInstance.Columns).Select(reader.GetString)]);
            }
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"is not the table that a shard wrote: {e.Message}", e);
        }

        return rows;
    }

    private static string PartName(Shard shard) => string.Create(CultureInfo.InvariantCulture, $"instances.{shard.Name}.csv");

    private static string PathOf(OutputFolder output, string name) => Path.Combine(output.FolderPath, name);
}
