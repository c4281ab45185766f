namespace CovidXray.Annotations;

/// <summary>One image of a dataset before it is read.</summary>
public abstract class DatasetEntry
{
    /// <summary>The image's identifier; unique in its dataset.</summary>
    public abstract string Id { get; }

    /// <summary>The file that holds it, as the user knows it, for messages.</summary>
    public abstract string Source { get; }

    /// <summary>Where the image's film lies, in a dataset that is found by its films; null in all others, whose films are found by name.</summary>
    public virtual string? FilmPath => null;

    /// <summary>Reads the image. May be called from several threads at once.</summary>
    /// <param name="detail">How much of it.</param>
    /// <exception cref="DatasetException">The document is damaged or not what it should be.</exception>
    public abstract AnnotatedImage Read(ReadDetail detail = ReadDetail.Full);

    /// <summary>The document as published, byte for byte; null in a format whose images have no document each.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    public virtual byte[]? ReadDocument() => null;
}
