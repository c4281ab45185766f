using CovidXray.Annotations;

namespace CovidXray.Formats.Sources;

/// <summary>One annotation file, wherever it lies.</summary>
/// <remarks>A dataset holds one for each of its images, so it is no object of its own, and holds nothing beside its id.</remarks>
/// <param name="place">Where it lies.</param>
/// <param name="id">Its name without extension.</param>
internal readonly struct AnnotationFile(FilePlace place, string id)
{
    /// <summary>Its name without extension.</summary>
    public string Id => id;

    /// <summary>Where it lies.</summary>
    public FilePlace Place => place;

    /// <summary>Its name for messages.</summary>
    public string Source => place.NameOf(id);

    /// <summary>Reads the whole file. May be called from several threads at once.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    public FileContent Read() => place.Read(id);
}
