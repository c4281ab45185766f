using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Files;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Formats.Sources;

/// <summary>A file's bytes in pooled memory.</summary>
internal readonly struct FileContent : IDisposable
{
    /// <summary>The largest annotation file that is read: 256 MB. A ring of a million points takes 50 MB.</summary>
    public const int MaxLength = 256_000_000;

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
    /// <exception cref="DatasetException">It cannot be read, or is larger than <see cref="MaxLength"/>.</exception>
    public static FileContent Read(string path, string source)
    {
        try
        {
            return Read(File.OpenHandle(path), source);
        }
        catch (NotSupportedException e)
        {
            throw new DatasetException(source, "is not a regular file; save what it gives to one", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(source, e);
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
        catch (DatasetException e) when (e.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The error for a file that is larger than <see cref="MaxLength"/>.</summary>
    public static DatasetException TooLarge(string source, long length) => WholeFile.TooLarge(source, length, MaxLength, "files");

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private static FileContent Read(SafeFileHandle opened, string source)
    {
        using var handle = opened;
        var length = RandomAccess.GetLength(handle);
        if (length > MaxLength)
        {
            throw TooLarge(source, length);
        }

        var bytes = ArrayPool<byte>.Shared.Rent((int)length + 1);
        return new FileContent(bytes, WholeFile.Fill(handle, bytes.AsSpan(0, (int)length)));
    }
}
