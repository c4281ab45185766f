using System.Buffers;
using System.Security.Cryptography;
using CovidXray.Annotations;
using CovidXray.Images;

namespace CovidXray.Releases.Sources;

/// <summary>Images in a folder and the folders below it.</summary>
internal sealed class FolderFilmSource(string folder) : LocalFilmSource<string>(folder)
{
    private const int BlockSize = 128 * 1024;

    protected override IEnumerable<(string[] Path, string File)> Files() =>
        new FilesBelow(Name).Select(file => (Path.GetRelativePath(Name, file).Split(Path.DirectorySeparatorChar), file))
            .OrderBy(f => f.file, StringComparer.Ordinal);

    protected override string Origin(string file) => Path.GetFullPath(file);

    protected override long Length(string file) => new FileInfo(file).Length;

    protected override FilmHeader Header(string file) => FilmHeader.Read(file);

    protected override bool HaveEqualContent(string one, string other) => Length(one) == Length(other) && Hash(one).AsSpan().SequenceEqual(Hash(other));

    protected override async Task CopyAsync(string file, Action<ReadOnlyMemory<byte>> write, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            using var source = Open(file);
            while (await ReadAsync(source, buffer, file, cancellation).ConfigureAwait(false) is > 0 and var length)
            {
                write(buffer.AsMemory(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> ReadAsync(FileStream source, byte[] buffer, string file, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // A bad sector costs this film, not the pull.
            throw DatasetException.Unreadable(file, e);
        }
    }

    private static byte[] Hash(string file)
    {
        using var source = Open(file);
        try
        {
            return SHA256.HashData(source);
        }
        catch (IOException e)
        {
            throw DatasetException.Unreadable(file, e);
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(file, e);
        }
    }
}
