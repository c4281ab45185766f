using System.Text.Json;
using CovidXray.Images;

namespace CovidXray.Cli.Commands.Export;

/// <summary>films.json: the films of a shard, one line an image, with what cannot be found again without their pixels.</summary>
internal static class ShardFilmList
{
    public const string FileName = "films.json";

    /// <summary>Writes the list.</summary>
    /// <param name="report">What was exported.</param>
    /// <param name="bytes">The length of a film, by its file name.</param>
    public static byte[] Write(ExportReport report, Func<string, long> bytes)
    {
        var records = report.Transforms.ToDictionary(t => t.Id, t => t.Film, StringComparer.Ordinal);
        using var file = new MemoryStream();
        file.Write("["u8);
        foreach (var (id, fileName, _) in report.Origins)
        {
            file.Write(file.Length == 1 ? "\n"u8 : ",\n"u8);
            var record = records.GetValueOrDefault(id);
            using var json = new Utf8JsonWriter(file);
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("file", fileName);
            json.WriteNumber("bytes", bytes(fileName));
            json.WriteNumber("conversions", (int)(record?.Conversions ?? FilmConversions.None));
            if (record?.Fill is { } fill)
            {
                json.WriteNumber("fill", fill);
            }

            json.WriteEndObject();
        }

        file.Write("\n]\n"u8);
        return file.ToArray();
    }

    /// <summary>Reads a list, and looks whether the films are there.</summary>
    /// <param name="path">The list.</param>
    /// <param name="films">The folder of the films.</param>
    /// <exception cref="IOException">The list cannot be read, or a film is not there as a whole: a machine that went down may leave a name without the content.</exception>
    /// <exception cref="JsonException">The list is damaged.</exception>
    public static List<(string Id, ShardedFilm Film)> Read(string path, string films)
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. list.RootElement.EnumerateArray().Select(film => (film.GetProperty("id").GetString()!, Read(film, films)))];
    }

    private static ShardedFilm Read(JsonElement film, string folder)
    {
        var file = new FileInfo(Path.Combine(folder, Path.GetFileName(film.GetProperty("file").GetString()!)));
        var (bytes, found) = (film.GetProperty("bytes").GetInt64(), file.Exists ? file.Length : 0);
        return found != bytes
            ? throw new IOException($"{file.Name} has {found:N0} bytes of {bytes:N0}")
            : new ShardedFilm(file.FullName, film.TryGetProperty("fill", out var fill) ? fill.GetByte() : null, (FilmConversions)film.GetProperty("conversions").GetInt32());
    }
}
