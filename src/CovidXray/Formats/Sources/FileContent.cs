using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Formats.Sources;

/// <summary>A file's bytes in pooled memory.</summary>
internal readonly struct FileContent : IDisposable
{
    /// <summary>The largest annotation file that is read. A ring of a million points takes 50 MB.</summary>
    public static readonly FileLimit Limit = new(256_000_000, "annotation files");

    private readonly byte[] _bytes;
    private readonly int _length;

    public FileContent(byte[] pooled, int length)
    {
        _bytes = pooled;
        _length = length;
    }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>Reads a whole file.</summary>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is no regular file, cannot be read, or is larger than <see cref="Limit"/>.</exception>
    public static FileContent Read(string path, string source)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(1);
        try
        {
            var length = WholeFile.Read(path, source, Limit, ref bytes);
            return new FileContent(bytes, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    /// <summary>Reads a whole file; null if there is none.</summary>
    /// <inheritdoc cref="Read(string, string)"/>
    public static FileContent? ReadIfThere(string path, string source)
    {
        try
        {
            return Read(path, source);
        }
        catch (DatasetException e) when (InputFile.IsAbsence(e))
        {
            return null;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
