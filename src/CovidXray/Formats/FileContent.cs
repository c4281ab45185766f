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

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
