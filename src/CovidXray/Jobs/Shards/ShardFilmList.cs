using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Jobs.Export;
using CovidXray.Texts;

namespace CovidXray.Jobs.Shards;

/// <summary>films.json: the films of a shard, one line an image, with what cannot be found again without their pixels.</summary>
internal static class ShardFilmList
{
    public const string FileName = "films.json";

    /// <summary>Writes the list.</summary>
    /// <param name="result">What was exported.</param>
    /// <param name="bytes">The length of a film, by its file name.</param>
    public static byte[] Write(ExportResult result, Func<string, long> bytes)
    {
        var records = result.Transforms.ToDictionary(t => t.Id, t => t.Film, StringComparer.Ordinal);
        using var file = new MemoryStream();
        file.Write("["u8);
        foreach (var (id, fileName, _) in result.Origins)
        {
            file.Write(file.Length == 1 ? "\n"u8 : ",\n"u8);
            var record = records.GetValueOrDefault(id);
            using var json = new Utf8JsonWriter(file);
            var line = new ShardFilmLine(id, fileName, bytes(fileName), record?.Conversions ?? FilmConversions.None) { Fill = record?.Fill };
            JsonSerializer.Serialize(json, line, ExportJson.Strict.ShardFilmLine);
        }

        file.Write("\n]\n"u8);
        return file.ToArray();
    }

    /// <summary>Reads a list, and looks whether the films are there.</summary>
    /// <param name="films">The folder of the films.</param>
    /// <exception cref="IOException">The list cannot be read, or a film is not there as a whole: a machine that went down may leave a name without the content.</exception>
    /// <exception cref="DatasetException">The list is damaged.</exception>
    public static List<(string Id, ShardedFilm Film)> Read(string path, string films)
    {
        ShardFilmLine?[] lines = ExportJson.Read(path, ExportJson.Strict.ShardFilmLineArray);
        return [.. lines.Select((line, i) => line is null ? throw new DatasetException(path, $"is damaged (at $[{i}])") : (line.Id, Film(line, films)))];
    }

    private static ShardedFilm Film(ShardFilmLine line, string folder)
    {
        var file = new FileInfo(Path.Combine(folder, Path.GetFileName(line.File)));
        var found = file.Exists ? file.Length : 0;
        return found != line.Bytes
            ? throw new IOException($"{ForeignText.Quote(file.Name)} has {found:N0} bytes of {line.Bytes:N0}")
            : new ShardedFilm(file.FullName, line.Fill, line.Conversions);
    }
}

/// <summary>A line of films.json.</summary>
/// <param name="File">The film's name.</param>
/// <param name="Conversions">What made it 8-bit grey.</param>
internal sealed record ShardFilmLine(string Id, string File, long Bytes, FilmConversions Conversions)
{
    /// <summary>The grey of what was filled; null if nothing was.</summary>
    public byte? Fill { get; init; }
}
