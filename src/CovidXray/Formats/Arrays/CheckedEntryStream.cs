using System.IO.Compression;
using System.IO.Hashing;

namespace CovidXray.Formats.Arrays;

/// <summary>An entry of a zip archive, read from its beginning to its end; at the end its length and checksum must be those of the archive's directory.</summary>
internal sealed class CheckedEntryStream(ZipArchiveEntry entry) : Stream
{
    private readonly Stream _content = entry.Open();
    private readonly Crc32 _crc = new();
    private long _length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The content has ended, and is not what the directory says.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _content.Read(buffer);
        _crc.Append(buffer[..read]);
        _length += read;
        return read > 0 || buffer.IsEmpty || (_length == entry.Length && _crc.GetCurrentHashAsUInt32() == entry.Crc32)
            ? read
            : throw new InvalidDataException("its checksum does not match");
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
