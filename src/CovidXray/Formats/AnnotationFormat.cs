using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>A format that annotations come in.</summary>
public abstract class AnnotationFormat
{
    /// <summary>The name on the command line, in lower case, such as <c>darwin</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public abstract string Description { get; }

    /// <summary>Whether a file or folder looks like this format. Looks at names only.</summary>
    /// <param name="path">An existing file or folder.</param>
    public abstract bool Matches(string path);

    /// <summary>Opens a dataset.</summary>
    /// <param name="path">An existing file or folder.</param>
    /// <returns>The dataset; its images are not read yet. Dispose it when done.</returns>
    /// <exception cref="DatasetException">There is no such dataset at the path.</exception>
    public abstract Dataset Open(string path);
}
