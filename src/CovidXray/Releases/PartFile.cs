using System.Security.Cryptography;

namespace CovidXray.Releases;

/// <summary>A file on its way, under a name that no one takes for the file's; hashed while it is written.</summary>
internal sealed class PartFile : IDisposable
{
    /// <summary>Ends the name of the file that says what a part is part of.</summary>
    public const string OriginSuffix = ".from";

    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _originPath;
    private bool _isPublished;

    private PartFile(string target, FileStream stream)
    {
        Target = target;
        _stream = stream;
        _originPath = PathOf(target) + OriginSuffix;
    }

    /// <summary>The path that it will have.</summary>
    public string Target { get; }

    /// <summary>The bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>What the content is part of; null if a rest cannot be asked for.</summary>
    public PartOrigin? Origin { get; private set; }

    /// <summary>The content, at its start.</summary>
    public Stream Content
    {
        get
        {
            _stream.Position = 0;
            return _stream;
        }
    }

    /// <summary>Where a file is while it is on its way.</summary>
    public static string PathOf(string target) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.part");

    /// <summary>Begins a file, or goes on with what an earlier process left if it is known what that is.</summary>
    public static PartFile Open(string target)
    {
        var path = PathOf(target);
        var part = new PartFile(target, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));
        if (part._stream.Length > 0)
        {
            part.TakeOver();
        }

        return part;
    }

    /// <summary>Forgets the content.</summary>
    public void Restart()
    {
        if (Length > 0 || _stream.Length > 0)
        {
            _stream.SetLength(0);
            _stream.Position = 0;
            _ = _hash.GetHashAndReset();
            Length = 0;
        }

        if (Origin is not null)
        {
            File.Delete(_originPath);
            Origin = null;
        }
    }

    /// <summary>Notes what the content is part of.</summary>
    /// <param name="origin">Where the rest can be had.</param>
    /// <param name="outlivesProcess">Whether another process shall go on, too: for large files alone, as it costs a file.</param>
    public void SetOrigin(PartOrigin origin, bool outlivesProcess)
    {
        Origin = origin;
        if (outlivesProcess)
        {
            File.WriteAllText(_originPath, origin.ToString());
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>The content's SHA-256 in lower-case hexadecimal. Once.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Gives the file its name: from here on it is there, and whole.</summary>
    public void Publish()
    {
        _stream.Flush(flushToDisk: true);
        File.Move(_stream.Name, Target, overwrite: true);
        File.Delete(_originPath);
        _isPublished = true;
    }

    /// <summary>Closes the file. What has not become a file is deleted, unless another process can go on with it.</summary>
    public void Dispose()
    {
        _hash.Dispose();
        _stream.Dispose();
        if (!_isPublished && !File.Exists(_originPath))
        {
            File.Delete(_stream.Name);
        }
    }

    private void TakeOver()
    {
        Origin = File.Exists(_originPath) ? PartOrigin.Parse(File.ReadAllText(_originPath)) : null;
        if (Origin is null)
        {
            Restart();
            return;
        }

        var buffer = new byte[64 * 1024];
        for (int read; (read = _stream.Read(buffer)) > 0; Length += read)
        {
            _hash.AppendData(buffer, 0, read);
        }
    }
}
