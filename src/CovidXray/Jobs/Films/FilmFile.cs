using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats;
using CovidXray.Images;
using CovidXray.Jobs.Shards;

namespace CovidXray.Jobs.Films;

/// <summary>A film of the dataset as it lies on disk, checked to be whole.</summary>
internal sealed class FilmFile : Film
{
    private readonly FilmHeader _header;

    private FilmFile(string path, FilmHeader header)
    {
        FilePath = path;
        _header = header;
    }

    /// <summary>Where it lies.</summary>
    public string FilePath { get; }

    /// <summary>What its content says of it.</summary>
    public FilmHeader Header => _header;

    /// <inheritdoc/>
    public override string Extension => ExtensionOf(_header);

    /// <inheritdoc/>
    public override int Channels => _header.HasPalette ? 3 : _header.Channels;

    /// <summary>The extension that fits a film's content, in lower case with the dot.</summary>
    public static string ExtensionOf(FilmHeader header) => header.Format == FilmFormat.Png ? ".png" : ".jpg";

    /// <summary>Opens a film and checks that it is whole.</summary>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static FilmFile Open(string path)
    {
        using var file = new BufferedStream(InputFile.Open(path, FilmHeader.FileLimit));
        return new FilmFile(path, FilmCompleteness.Check(file, path));
    }

    /// <summary>Opens the copy of a film that was checked when it was made.</summary>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public static FilmFile OfShard(ShardedFilm copy) => new(copy.FilePath, FilmHeader.Read(copy.FilePath));

    /// <inheritdoc/>
    public override byte[] Read() => WholeFile.Read(FilePath, FilmHeader.FileLimit);
}
