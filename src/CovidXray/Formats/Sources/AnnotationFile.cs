using CovidXray.Annotations;

namespace CovidXray.Formats.Sources;

/// <summary>One annotation file, wherever it lies.</summary>
/// <remarks>A dataset holds one for each of its images: it should hold little beside its id.</remarks>
/// <param name="id">Its name without extension.</param>
internal abstract class AnnotationFile(string id)
{
    public string Id { get; } = id;

    /// <summary>Its name for messages.</summary>
    public abstract string Source { get; }

    /// <summary>Reads the whole file. May be called from several threads at once.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    public abstract FileContent Read();
}
