using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;

namespace CovidXray.Releases.Sources;

/// <summary>Images in a zip archive, such as Kaggle's or Mendeley's. Entry names are looked up, never made into paths.</summary>
internal sealed class ZipFilmSource : LocalFilmSource<ZipArchiveEntry>
{
    // A JPEG's header may stand behind a large profile or thumbnail.
    private const int HeaderLength = 256 * 1024;

    private readonly string _origin;
    private readonly ZipArchive _archive;
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="path">Where it is.</param>
    /// <param name="address">Where it was fetched from; null if it is the user's own file.</param>
    /// <exception cref="DatasetException">It cannot be read.</exception>
    public ZipFilmSource(string path, string? address = null)
        : base(address ?? path)
    {
        _origin = address ?? Path.GetFullPath(path);
        _archive = InputFile.OpenZip(path);
    }

    protected override IEnumerable<(string[] Path, ZipArchiveEntry File)> Files() =>
        _archive.Entries.Where(e => e.Name.Length > 0 && e.Length <= FilmHeader.FileLimit.Bytes).Select(e => (e.FullName.Split('/', '\\'), e));

    protected override string Origin(ZipArchiveEntry file) => $"{_origin}/{file.FullName}";

    protected override long Length(ZipArchiveEntry file) => file.Length;

    protected override bool HaveEqualContent(ZipArchiveEntry one, ZipArchiveEntry other) => one.Length == other.Length && one.Crc32 == other.Crc32;

    protected override FilmHeader Header(ZipArchiveEntry file)
    {
        _turn.Wait();
        var start = ArrayPool<byte>.Shared.Rent(HeaderLength);
        try
        {
            using var content = file.Open();
            using var stream = new MemoryStream(start, 0, content.ReadAtLeast(start.AsSpan(0, HeaderLength), HeaderLength, throwOnEndOfStream: false));
            return FilmHeader.Read(stream, Origin(file));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw new DatasetException(Origin(file), $"the entry is damaged: {e.Message}", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(start);
            _turn.Release();
        }
    }

    protected override async Task CopyAsync(ZipArchiveEntry file, Action<ReadOnlyMemory<byte>> write, CancellationToken cancellation)
    {
        // One archive has one stream underneath.
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var crc = new Crc32();
            var rest = file.Length;
            using var content = Open(file);
            while (await ReadAsync(content, buffer, file, cancellation).ConfigureAwait(false) is > 0 and var length)
            {
                rest -= length;
                if (rest < 0)
                {
                    break;
                }

                crc.Append(buffer.AsSpan(0, length));
                write(buffer.AsMemory(0, length));
            }

            if (rest != 0 || crc.GetCurrentHashAsUInt32() != file.Crc32)
            {
                throw new DatasetException(Origin(file), "the entry is damaged: its checksum does not match");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _turn.Release();
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _archive.Dispose();
        _turn.Dispose();
    }

    private Stream Open(ZipArchiveEntry file)
    {
        try
        {
            return file.Open();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw new DatasetException(Origin(file), $"the entry is damaged: {e.Message}", e);
        }
    }

    private async Task<int> ReadAsync(Stream content, byte[] buffer, ZipArchiveEntry file, CancellationToken cancellation)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DatasetException(Origin(file), $"the entry is damaged: {e.Message}", e);
        }
    }
}
