using CovidXray.Formats;

namespace CovidXray.Jobs.Films;

/// <summary>A film that was made for the export: 8-bit grey.</summary>
/// <param name="read">Gives the file.</param>
/// <param name="extension">Its extension, with the dot.</param>
internal sealed class ConvertedFilm(Func<byte[]> read, string extension) : Film
{
    /// <inheritdoc/>
    public override string Extension => extension;

    /// <inheritdoc/>
    public override int Channels => 1;

    /// <summary>One that has just been made.</summary>
    public static ConvertedFilm Of(byte[] content, string extension) => new(() => content, extension);

    /// <inheritdoc/>
    public override byte[] Read() => read();
}
