using CovidXray.Annotations;

namespace CovidXray.Formats.Sources;

/// <summary>Where annotation files lie. Those of a folder have one in common.</summary>
internal abstract class FilePlace
{
    /// <summary>A file's name for messages.</summary>
    /// <param name="id">Its name without extension.</param>
    public abstract string NameOf(string id);

    /// <summary>Reads a whole file. May be called from several threads at once.</summary>
    /// <param name="id">Its name without extension.</param>
    /// <exception cref="DatasetException">It cannot be read, is damaged in its archive, or is too large.</exception>
    public abstract FileContent Read(string id);
}
