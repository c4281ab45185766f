using System.Formats.Tar;
using System.Globalization;

namespace CovidXray.Formats.Trainers;

/// <summary>Writes samples into tar files, a new one where the last is full. The same samples give the same bytes.</summary>
/// <param name="target">Where the files go.</param>
/// <param name="name">How their names begin: <c>shard</c> for <c>shard-000000.tar</c>.</param>
/// <param name="size">The bytes of a file, unless a single sample has more.</param>
internal sealed class TarShardWriter(IExportTarget target, string name, long size) : IDisposable
{
    /// <summary>Tar counts in blocks: a header for each file, its content filled up, two blocks at the end.</summary>
    private const int Block = 512;

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private TarWriter? _tar;
    private long _length;
    private int _shards;

    /// <summary>Adds a sample, whole, into one shard.</summary>
    /// <param name="key">The name that its files share.</param>
    /// <param name="files">What comes behind the name, and the content.</param>
    public void Add(string key, IReadOnlyList<(string Extension, byte[] Content)> files)
    {
        var length = files.Sum(f => Block + Math.Ceiling((double)f.Content.Length / Block) * Block);
        if (_tar is null || _length + length + (2 * Block) > size)
        {
            Begin();
        }

        foreach (var (extension, content) in files)
        {
            // GNU's form, as it holds names of any length without a header that changes with the clock.
            using var data = new MemoryStream(content);
            _tar!.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, key + extension)
            {
                DataStream = data,
                Mode = Mode,
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }

        _length += (long)length;
    }

    /// <summary>Ends the last shard. An export without images has an empty one.</summary>
    public void Finish()
    {
        if (_tar is null)
        {
            Begin();
        }

        Dispose();
    }

    public void Dispose()
    {
        _tar?.Dispose();
        _tar = null;
    }

    private void Begin()
    {
        Dispose();
        _tar = new TarWriter(target.Create(string.Create(CultureInfo.InvariantCulture, $"{name}-{_shards++:D6}.tar")), TarEntryFormat.Gnu, leaveOpen: false);
        _length = 0;
    }
}
