using CovidXray.Formats;

namespace CovidXray.Cli.Commands.Export;

/// <summary>A film that was made for the export: 8-bit grey.</summary>
internal sealed class MadeFilm(byte[] content, string extension) : Film
{
    /// <inheritdoc/>
    public override string Extension => extension;

    /// <inheritdoc/>
    public override int Channels => 1;

    /// <inheritdoc/>
    public override byte[] Read() => content;
}
