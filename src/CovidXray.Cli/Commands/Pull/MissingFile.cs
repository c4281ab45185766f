using CovidXray.Annotations;
using CovidXray.Cli.Commands.Output;
using CovidXray.Formats;
using CovidXray.Releases;
using CsvHelper;

namespace CovidXray.Cli.Commands.Pull;

/// <summary><c>missing.csv</c>: the images that a pull did not get, and why.</summary>
internal static class MissingFile
{
    public const string Name = "missing.csv";

    private static readonly string[] Header = ["id", "original_filename", "width", "height", "url", "reason"];

    /// <summary>Writes the list; without missing images there is none.</summary>
    public static void Write(string folder, IReadOnlyList<MissingFilm> missing)
    {
        var output = new OutputFolder(folder);
        if (missing.Count == 0)
        {
            output.Delete(Name);
            return;
        }

        output.Write(Name, CsvFile.Write(missing.Select(m => (string[])[m.Film.Id, m.Film.Name, $"{m.Film.Width}", $"{m.Film.Height}", m.Film.Url ?? "", m.Reason]).Prepend(Header)));
    }

    /// <summary>The ids that an earlier pull listed.</summary>
    /// <exception cref="CommandException">There is no list.</exception>
    public static IReadOnlySet<string> ReadIds(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            throw new CommandException($"{path}: there is no such file: nothing was missing, or nothing was pulled yet");
        }

        try
        {
            var ids = new HashSet<string>(StringComparer.Ordinal);
            using var file = File.OpenRead(path);
            using var csv = CsvReader.Create(file, new CsvReaderOptions { Separator = ',' }, leaveOpen: true);
            if (!csv.TryGetFieldIndex(Header[0], out var id))
            {
                throw new DatasetException(path, $"is not the list that pull wrote: it has no column '{Header[0]}'");
            }

            while (csv.Read())
            {
                ids.Add(csv.GetString(id));
            }

            return ids;
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"is not the list that pull wrote: {e.Message}", e);
        }
    }
}
