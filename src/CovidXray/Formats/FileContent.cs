using System.Buffers;

namespace CovidXray.Formats;

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

    /// <summary>Reads a whole file; null if it is larger than <see cref="MaxLength"/>.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static FileContent? Read(string path)
    {
        using var handle = File.OpenHandle(path);
        var length = RandomAccess.GetLength(handle);
        if (length > MaxLength)
        {
            return null;
        }

        var bytes = ArrayPool<byte>.Shared.Rent((int)length + 1);
        var read = 0;
        for (int n; read < length && (n = RandomAccess.Read(handle, bytes.AsSpan(read..(int)length), read)) > 0; read += n)
        {
        }

        return new FileContent(bytes, read);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
