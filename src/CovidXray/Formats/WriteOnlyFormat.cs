using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>A format that datasets go out in, but do not come in: it holds less than a dataset.</summary>
public abstract class WriteOnlyFormat : AnnotationFormat
{
    /// <inheritdoc/>
    public sealed override bool CanRead => false;

    /// <summary>Nothing: nothing is read in this format.</summary>
    public sealed override string Layout => "";

    /// <summary>No: nothing is read in this format.</summary>
    /// <param name="path">Any path.</param>
    public sealed override bool Matches(string path) => false;

    /// <summary>Refuses.</summary>
    /// <param name="path">Any path.</param>
    /// <exception cref="DatasetException">Always.</exception>
    public sealed override Dataset Open(string path) =>
        throw new DatasetException(path, $"the format '{Name}' is written, not read; read the dataset that was exported");
}
