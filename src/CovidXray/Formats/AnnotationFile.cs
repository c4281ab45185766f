using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>One annotation file, wherever it lies.</summary>
/// <param name="id">Its name without extension.</param>
/// <param name="source">Its name for messages.</param>
internal abstract class AnnotationFile(string id, string source)
{
    public string Id { get; } = id;

    public string Source { get; } = source;

    /// <summary>Reads the whole file. May be called from several threads at once.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    public abstract FileContent Read();

    protected DatasetException TooLarge(long length) =>
        new(Source, $"the file has {length:N0} bytes; annotation files of up to {FileContent.MaxLength:N0} are read");
}
