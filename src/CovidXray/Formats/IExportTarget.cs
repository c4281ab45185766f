namespace CovidXray.Formats;

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
    /// <param name="path">Where, such as <c>annotations.json</c>. Folders are made.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    Stream Create(string path);

    /// <summary>A file for what a writer must set aside, to be written and then read; it is gone when the stream is disposed.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    Stream CreateTemporary();
}
