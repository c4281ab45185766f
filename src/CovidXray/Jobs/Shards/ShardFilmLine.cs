using CovidXray.Images;

namespace CovidXray.Jobs.Shards;

/// <summary>A line of films.json.</summary>
/// <param name="Id">The image.</param>
/// <param name="File">The film's name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Conversions">What made it 8-bit grey.</param>
internal sealed record ShardFilmLine(string Id, string File, long Bytes, FilmConversions Conversions)
{
    /// <summary>The grey of what was filled; null if nothing was.</summary>
    public byte? Fill { get; init; }
}
