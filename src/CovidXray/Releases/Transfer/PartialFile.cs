using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using CovidXray.Files;
using Microsoft.Win32.SafeHandles;

namespace CovidXray.Releases.Transfer;

/// <summary>A file on its way: in memory while it is small, else on disk under a name that no one takes for the file's.</summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>Ends the name of the file that says what a part is part of.</summary>
    public const string OriginSuffix = ".from";

    private const int FirstBuffer = 64 * 1024;
    private const int MaxInMemory = 1024 * 1024;

    private readonly string _path;
    private readonly string _originPath;

    //  in memory: _buffer[0.._length]; on disk: _stream, and _hash has seen all of it
    private byte[] _buffer = [];
    private FileStream? _stream;
    private IncrementalHash? _hash;
    private bool _originIsKept;
    private bool _isPublished;

    private PartialFile(string target)
    {
        Target = target;
        _path = PathOf(target);
        _originPath = _path + OriginSuffix;
    }

    /// <summary>The path that it will have.</summary>
    public string Target { get; }

    /// <summary>The bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>What the content is part of; null if a rest cannot be asked for.</summary>
    public PartialFileOrigin? Origin { get; private set; }

    /// <summary>The content, at its start.</summary>
    public Stream Content
    {
        get
        {
            if (_stream is null)
            {
                return new MemoryStream(_buffer, 0, (int)Length, writable: false);
            }

            // Readers take it by blocks, or by bytes out of a block.
            _stream.Position = 0;
            return new BufferedStream(_stream, FirstBuffer);
        }
    }

    /// <summary>Where a file is while it is on its way.</summary>
    public static string PathOf(string target) => AtomicFile.PartOf(target);

    /// <summary>Makes a file to be written. What has its name is deleted: a link that someone put there would lead elsewhere.</summary>
    public static FileStream CreateAnew(string path)
    {
        File.Delete(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Begins a file, or goes on with what an earlier process left if it is known what that is.</summary>
    /// <param name="target">The path that it will have.</param>
    /// <param name="isNew">Whether it is known that there is nothing to go on with.</param>
    public static PartialFile Open(string target, bool isNew = false)
    {
        var part = new PartialFile(target);
        if (!isNew && File.Exists(part._path))
        {
            part.TakeOver();
        }

        return part;
    }

    /// <summary>Forgets the content.</summary>
    public void Restart()
    {
        if (_stream is not null)
        {
            _stream.SetLength(0);
            _ = _hash!.GetHashAndReset();
        }

        if (_originIsKept)
        {
            File.Delete(_originPath);
            _originIsKept = false;
        }

        Length = 0;
        Origin = null;
    }

    /// <summary>Notes what the content is part of.</summary>
    /// <param name="origin">Where the rest can be had.</param>
    /// <param name="outlivesProcess">Whether another process shall go on, too: for large files alone, as it costs files.</param>
    public void SetOrigin(PartialFileOrigin origin, bool outlivesProcess)
    {
        Origin = origin;
        if (outlivesProcess)
        {
            MoveToDisk();
            using (var file = CreateAnew(_originPath))
            {
                file.Write(Encoding.UTF8.GetBytes(origin.ToString()));
            }

            _originIsKept = true;
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_stream is null && Length + bytes.Length > MaxInMemory)
        {
            MoveToDisk();
        }

        if (_stream is null)
        {
            Grow((int)Length + bytes.Length);
            bytes.CopyTo(_buffer.AsSpan((int)Length));
        }
        else
        {
            _stream.Write(bytes);
            _hash!.AppendData(bytes);
        }

        Length += bytes.Length;
    }

    /// <summary>The content's SHA-256 in lower-case hexadecimal. Once.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash is null ? SHA256.HashData(_buffer.AsSpan(0, (int)Length)) : _hash.GetHashAndReset());

    /// <summary>Writes all of it to its file.</summary>
    /// <param name="flush">Whether it is to be on the disk afterwards, whatever happens to the machine.</param>
    public void Write(bool flush)
    {
        if (_stream is null)
        {
            if (!flush && OperatingSystem.IsLinux() && LinuxFile.TryWrite(_path, _buffer.AsSpan(0, (int)Length)))
            {
                return;
            }

            using var file = OpenNew();
            RandomAccess.Write(file, _buffer.AsSpan(0, (int)Length), 0);
            if (flush)
            {
                RandomAccess.FlushToDisk(file);
            }
        }
        else
        {
            _stream.Flush(flush);
        }
    }

    private SafeFileHandle OpenNew()
    {
        try
        {
            // Not Create: it cuts the file to nothing, and ext4 then begins to flush it when it is closed.
            return File.OpenHandle(_path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (IOException) when (File.Exists(_path))
        {
            // Of another source, whose rest nobody asks for any more.
            File.Delete(_path);
            File.Delete(_originPath);
            return File.OpenHandle(_path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
    }

    /// <summary>Gives the written file its name: from here on it is there, and whole.</summary>
    public void Publish()
    {
        AtomicFile.Publish(_path, Target);
        _isPublished = true;
        if (_originIsKept)
        {
            File.Delete(_originPath);
        }
    }

    /// <summary>Closes the file. What has not become a file is deleted, unless another process can go on with it.</summary>
    public void Dispose()
    {
        _hash?.Dispose();
        _stream?.Dispose();
        if (!_isPublished && !_originIsKept)
        {
            // Of a part in memory there may be a file all the same: the disk was full while it was flushed.
            File.Delete(_path);
        }

        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void Grow(int length)
    {
        if (_buffer.Length >= length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, Math.Max(length, _buffer.Length * 2)));
        _buffer.AsSpan(0, (int)Length).CopyTo(larger);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }

    private void MoveToDisk()
    {
        if (_stream is not null)
        {
            return;
        }

        _stream = CreateAnew(_path);
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _stream.Write(_buffer.AsSpan(0, (int)Length));
        _hash.AppendData(_buffer.AsSpan(0, (int)Length));
    }

    private void TakeOver()
    {
        var origin = !FilePath.IsLink(_path) && !FilePath.IsLink(_originPath) && File.Exists(_originPath) ? PartialFileOrigin.Parse(File.ReadAllText(_originPath)) : null;
        if (origin is null)
        {
            File.Delete(_path);
            return;
        }

        _stream = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Origin = origin;
        _originIsKept = true;
        var buffer = new byte[FirstBuffer];
        for (int read; (read = _stream.Read(buffer)) > 0; Length += read)
        {
            _hash.AppendData(buffer, 0, read);
        }
    }
}
