using System.Buffers;
using CovidXray.Files;
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
            // A bad sector costs this film, not the pull: it is a DatasetException.
            using var source = InputFile.Open(file, FilmHeader.FileLimit);
            while (await source.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var length)
            {
                write(buffer.AsMemory(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Hash(string file) => InputFile.Sha256(file, FilmHeader.FileLimit);
}
