using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>Writes a dataset in one format. Created by <see cref="AnnotationFormat.CreateWriter"/> for one export.</summary>
/// <remarks>
/// Images are prepared on several threads and appended on one at a time, in the dataset's order, so the result does not
/// depend on how the work was shared out:
/// <code>
/// Prepare(image 3) --.
/// Prepare(image 1) ---+--> append 1, append 2, append 3 ... --> Finish()
/// Prepare(image 2) --'
/// </code>
/// </remarks>
public abstract class DatasetWriter : IDisposable
{
    /// <summary>Does all work for an image that needs no other image, such as writing its own files. Called from several threads at once.</summary>
    /// <param name="image">The image as it is to be exported; valid until the call ends.</param>
    /// <returns>What must be done in the dataset's order, such as appending to a file of all images; null if nothing.</returns>
    /// <exception cref="DatasetException">The image cannot be exported; the others can.</exception>
    public abstract Action? Prepare(ExportedImage image);

    /// <summary>Writes what comes behind the last image: closing brackets, lists, summaries.</summary>
    public abstract void Finish();

    /// <summary>Closes files. Without <see cref="Finish"/> before it, they are given up.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes files.</summary>
    /// <param name="disposing">False if called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>Where an export's files go.</summary>
/// <remarks>Paths are relative, with <c>/</c> between folders. No part of them comes from data unchecked.</remarks>
public interface IExportTarget
{
    /// <summary>Writes a whole file. May be called from several threads at once for different paths.</summary>
    /// <param name="path">Where, such as <c>labels/1676192.txt</c>. Folders are made.</param>
    /// <param name="content">The file's bytes.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Write(string path, ReadOnlySpan<byte> content);

    /// <summary>Begins a file that grows. Dispose the stream to end it.</summary>
    /// <param name="path">Where, such as <c>metadata.jsonl</c>. Folders are made.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    Stream Create(string path);

    /// <summary>A file for what a writer must set aside, to be written and then read; it is gone when the stream is disposed.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    Stream CreateTemporary();
}
