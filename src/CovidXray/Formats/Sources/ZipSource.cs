using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Formats.Sources;

/// <summary>A release archive, read in place.</summary>
/// <remarks>Archives are untrusted: names never become paths, lengths are checked before memory is taken, and every entry's CRC is checked.</remarks>
internal sealed class ZipSource : IDisposable
{
    // Annotation files shrink to a tenth or twentieth; what grows far beyond, and is large, was made to harm.
    private const long MaxRatio = 200;
    private const long AlwaysAllowed = 16_000_000;

    private readonly ZipArchive _archive;
    private readonly string _path;
    private readonly Lock _lock = new();

    private ZipSource(ZipArchive archive, string path)
    {
        _archive = archive;
        _path = path;
    }

    /// <exception cref="DatasetException">It is no whole archive, or cannot be read.</exception>
    public static ZipSource Open(string path) => new(InputFile.OpenZip(path), path);

    /// <summary>The annotation files among the entries, in the archive's order.</summary>
    public List<AnnotationFile> Files(List<DatasetException> problems)
    {
        var files = new List<AnnotationFile>();
        foreach (var entry in _archive.Entries)
        {
            var folders = ZipEntryName.Parts(entry.FullName);
            if (entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && ZipEntryName.LeadsOut(entry.FullName, folders))
            {
                problems.Add(new DatasetException(ShownName(entry), "the entry's name leads out of the archive; it is left out"));
            }
            else if (folders[^1] is not "" && AnnotationFiles.IsAnnotationFile(folders[^1]) && !ZipEntryName.IsHidden(folders))
            {
                files.Add(new AnnotationFile(new Entry(this, entry), Path.GetFileNameWithoutExtension(folders[^1])));
            }
        }

        return files;
    }

    /// <summary>Reads a file at the top of the archive, or in the one folder that all of it lies in; null if there is none.</summary>
    /// <exception cref="DatasetException">It is damaged or too large.</exception>
    public (string Source, byte[] Content)? ReadTable(string name)
    {
        var files = _archive.Entries.Select(e => (Entry: e, Parts: ZipEntryName.Parts(e.FullName))).Where(e => e.Parts[^1] is not "" && !ZipEntryName.IsHidden(e.Parts)).ToList();
        var top = files.Count > 0 && files.TrueForAll(f => f.Parts.Length > 1 && f.Parts[0] == files[0].Parts[0]) ? 2 : 1;
        if (files.Find(f => f.Parts.Length == top && f.Parts[^1] == name) is not { Entry: { } found })
        {
            return null;
        }

        var file = new AnnotationFile(new Entry(this, found), name);
        using var content = file.Read();
        return (file.Source, content.Span.ToArray());
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>Whether an entry is larger than what packs so well should be.</summary>
    public static bool IsBomb(ZipArchiveEntry entry) => entry.Length > AlwaysAllowed && entry.Length / MaxRatio > entry.CompressedLength;

    private string ShownName(ZipArchiveEntry entry) => $"{Path.GetFileName(_path)}/{entry.FullName}";

    private sealed class Entry(ZipSource archive, ZipArchiveEntry entry) : FilePlace
    {
        private string Source => archive.ShownName(entry);

        public override string NameOf(string id) => Source;

        public override FileContent Read(string id)
        {
            FileContent.Limit.Require(Source, entry.Length);
            if (IsBomb(entry))
            {
                throw new DatasetException(Source, $"{entry.CompressedLength:N0} bytes unpack to {entry.Length:N0}: a zip bomb, not annotations");
            }

            var bytes = ArrayPool<byte>.Shared.Rent((int)entry.Length + 1);
            try
            {
                var read = Unpack(bytes);
                if (read != entry.Length || Crc32.HashToUInt32(bytes.AsSpan(0, read)) != entry.Crc32)
                {
                    throw Damaged("its checksum does not match");
                }

                return new FileContent(bytes, read);
            }
            catch (Exception e)
            {
                ArrayPool<byte>.Shared.Return(bytes);
                if (e is InvalidDataException or IOException or NotSupportedException)
                {
                    throw Damaged(e.Message, e);
                }

                throw;
            }
        }

        /// <summary>Reads up to one byte more than the entry should have.</summary>
        private int Unpack(byte[] bytes)
        {
            // One archive has one stream underneath; unpacking is a small part of the work.
            lock (archive._lock)
            {
                using var stream = entry.Open();
                return stream.ReadAtLeast(bytes.AsSpan(0, (int)entry.Length + 1), (int)entry.Length + 1, throwOnEndOfStream: false);
            }
        }

        private DatasetException Damaged(string why, Exception? inner = null) =>
            new(Source, $"the entry is damaged: {why}", inner);
    }
}
