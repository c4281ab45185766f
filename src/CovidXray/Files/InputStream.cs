using CovidXray.Annotations;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Files;

/// <summary>A file that is read as a stream, up to a limit, whatever it says of its length. Errors name the file.</summary>
/// <remarks>Unbuffered: who reads it takes blocks, or puts a buffer in front.</remarks>
internal sealed class InputStream(SafeFileHandle file, string source, FileLimit limit) : Stream
{
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length
    {
        get
        {
            try
            {
                return RandomAccess.GetLength(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw DatasetException.Unreadable(source, e);
            }
        }
    }

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            // As a file stream does: archives hold offsets that lead anywhere.
            _position = value >= 0 ? value : throw new IOException("a place before the file's beginning was asked for");
        }
    }

    /// <summary>Fills memory from a place on; may be called from several threads at once.</summary>
    /// <returns>How many bytes were read: fewer than asked for only at the end of the file.</returns>
    /// <exception cref="DatasetException">The file cannot be read.</exception>
    public int Fill(Span<byte> destination, long offset)
    {
        try
        {
            return WholeFile.Fill(file, destination, offset);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(source, e);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Advance(RandomAccess.Read(file, buffer, _position));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(source, e);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Advance(await RandomAccess.ReadAsync(file, buffer, _position, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(source, e);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Advance(int read)
    {
        _position += read;
        limit.Require(source, _position);
        return read;
    }
}
