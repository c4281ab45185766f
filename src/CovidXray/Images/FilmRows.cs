using CovidXray.Annotations;

namespace CovidXray.Images;

/// <summary>A film's rows as 8-bit grey, one after the other from the top.</summary>
/// <remarks>Whoever wants to know that a film is whole reads it to its last row: damage shows where it lies.</remarks>
internal abstract class FilmRows : IDisposable
{
    /// <summary>Whether a pixel was transparent among the rows that were read.</summary>
    public bool IsTransparent { get; protected set; }

    /// <summary>Begins to decode a film.</summary>
    /// <param name="content">The film's file.</param>
    /// <param name="header">Its header, which was checked.</param>
    /// <param name="source">Its name, for errors.</param>
    /// <param name="levels">What in a 16-bit film becomes black and what white.</param>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public static FilmRows Open(ReadOnlyMemory<byte> content, FilmHeader header, string source, (int Darkest, int Brightest) levels) =>
        GreyJpeg.Read(content.Span) is { } jpeg && jpeg.Width == header.Width && jpeg.Height == header.Height
            ? new GreyJpegRows(content, jpeg, header, source)
            : VipsRows.Open(content, header, source, levels);

    /// <summary>Reads the next row.</summary>
    /// <param name="grey">Takes it; as long as the film is wide.</param>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public abstract void Read(Span<byte> grey);

    public abstract void Dispose();
}
