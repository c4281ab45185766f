using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Tables;
using CovidXray.Releases;
using CovidXray.Releases.Sources;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Jobs.Pull;

/// <summary><c>missing.csv</c>: the films that pulls did not get, and why.</summary>
internal static class MissingFile
{
    public const string Name = "missing.csv";

    private static readonly FileLimit Limit = new(256_000_000, "lists of missing films");
    private static readonly string[] Header = ["id", "original_filename", "width", "height", "url", "reason"];

    /// <summary>What <c>--where</c> calls <c>original_filename</c>, which stays beside it for a version.</summary>
    private const string NameColumn = "name";

    /// <summary>Brings the list up to date; without missing films there is none.</summary>
    /// <param name="dataset">Its folder has the list.</param>
    /// <param name="asked">What was asked for this time; what is listed of others stays.</param>
    /// <param name="missing">What did not come of that.</param>
    public static void Update(PulledDataset dataset, IReadOnlyList<FilmRequest> asked, IReadOnlyList<MissingFilm> missing)
    {
        var ids = asked.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        var others = Listed(dataset.Location).Where(row => !ids.Contains(row[0]) && dataset.Lock.Annotations.ContainsKey($"{row[0]}.json"));
        var rows = missing.Select(Row).Concat(others).OrderBy(row => row[0], StringComparer.Ordinal).ToList();
        var path = Path.Combine(dataset.Location, Name);
        try
        {
            if (rows.Count == 0)
            {
                File.Delete(path);
            }
            else
            {
                AtomicFile.WriteUnflushed(path, CsvFile.Write([[.. Header, NameColumn], .. rows.Select(row => (string[])[.. row, row[1]])]));
            }
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{path}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>The ids that earlier pulls listed.</summary>
    /// <exception cref="JobException">There is no list.</exception>
    public static IReadOnlySet<string> ReadIds(string folder)
    {
        var path = Path.Combine(folder, Name);
        return File.Exists(path)
            ? Read(path).Select(row => row[0]).ToHashSet(StringComparer.Ordinal)
            : throw new JobException($"{path}: there is no such file: nothing was missing, or nothing was pulled yet");
    }

    private static string[] Row(MissingFilm missing) =>
        [missing.Film.Id, missing.Film.Name, $"{missing.Film.Width}", $"{missing.Film.Height}", ForeignText.Csv(missing.Film.Url ?? ""), ForeignText.Csv(missing.Reason)];

    /// <summary>What is listed now. A list that cannot be understood is replaced.</summary>
    private static List<string[]> Listed(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            return File.Exists(path) ? Read(path) : [];
        }
        catch (DatasetException)
        {
            return [];
        }
    }

    private static List<string[]> Read(string path)
    {
        try
        {
            var rows = new List<string[]>();
            using var file = InputFile.Open(path, Limit);
            using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' }, leaveOpen: true);
            var columns = Header.Select(name => csv.TryGetFieldIndex(name, out var column)
                ? column
                : throw new DatasetException(path, $"is not the list that pull wrote: it has no column '{name}'")).ToArray();
            while (csv.Read())
            {
                rows.Add([.. columns.Select(csv.GetString)]);
            }

            return rows;
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"is not the list that pull wrote: {e.Message}", e);
        }
    }
}
