using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Jobs.Output;

namespace CovidXray.Jobs.Shards;

/// <summary>A film that a shard has made or copied.</summary>
/// <param name="FilePath">Where it lies.</param>
/// <param name="Fill">The grey of what was filled; null if nothing was.</param>
/// <param name="Conversions">What made it 8-bit grey.</param>
internal sealed record ShardedFilm(string FilePath, byte? Fill, FilmConversions Conversions)
{
    /// <summary>The extension, with the dot.</summary>
    public string Extension => Path.GetExtension(FilePath);

    /// <exception cref="DatasetException">It cannot be read.</exception>
    public byte[] Read() => WholeFile.Read(FilePath, FilmHeader.FileLimit);

    /// <summary>Gives it its place in the export: as a second name, so that the shard stays whole until the export is, else as a copy.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void PlaceAt(string target)
    {
        try
        {
            HardLink.Create(target, FilePath);
        }
        catch (IOException)
        {
            // Not every file system has hard links.
            InputFile.Copy(FilePath, target, FilmHeader.FileLimit);
        }
    }
}
