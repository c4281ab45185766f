using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Releases.Lock;

/// <summary><c>covidxr.lock.json</c> of a pulled dataset: what is there, and where it came from.</summary>
/// <remarks>
/// While images come, each is first written to a journal, one line each; saving the lock file takes the journal in. So a
/// pull that is killed forgets nothing that has its name.
/// </remarks>
internal sealed class PullLock : IDisposable
{
    /// <summary>The lock file's name in the dataset's folder.</summary>
    public const string FileName = "covidxr.lock.json";

    internal const string JournalName = ".covidxr.lock.journal";
    private static readonly FileLimit Limit = new(256_000_000, "lock files");

    private readonly string _path;
    private readonly string _journalPath;
    private readonly SortedDictionary<string, LockedFile> _annotations;
    private readonly HashSet<string> _doubtedAnnotations = new(StringComparer.Ordinal);
    private readonly System.Threading.Lock _appending = new();
    private FileStream? _journal;

    private PullLock(string folder, LockDocument document)
    {
        _path = Path.Combine(folder, FileName);
        _journalPath = Path.Combine(folder, JournalName);
        Release = document.Release;
        _annotations = new SortedDictionary<string, LockedFile>(document.Annotations, StringComparer.Ordinal);
        ImageLedger = new FilmLedger("images", document.Images, Append);
        ThumbnailLedger = new FilmLedger("thumbnails", document.Thumbnails ?? [], Append);
    }

    /// <summary>The release whose annotations are there; null before they are.</summary>
    public LockedRelease? Release { get; private set; }

    /// <summary>The annotation files, by name.</summary>
    public IReadOnlyDictionary<string, LockedFile> Annotations => _annotations;

    /// <summary>The images, by name.</summary>
    public IReadOnlyDictionary<string, LockedFile> Images => ImageLedger.Files;

    /// <summary>The thumbnails, by name.</summary>
    public IReadOnlyDictionary<string, LockedFile> Thumbnails => ThumbnailLedger.Files;

    /// <summary>The number of files that are recorded, thumbnails among them.</summary>
    public int Count => Annotations.Count + Images.Count + Thumbnails.Count;

    /// <summary>Whether some of the annotation files are known not to be as recorded.</summary>
    internal bool DoubtsAnnotations => _doubtedAnnotations.Count > 0;

    internal FilmLedger ImageLedger { get; }

    internal FilmLedger ThumbnailLedger { get; }

    /// <summary>Reads a folder's lock file and its journal; an empty one if there is none.</summary>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static PullLock Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        var result = new PullLock(folder, File.Exists(path) ? Parse(path) : new LockDocument(LockDocument.CurrentVersion, [], []));
        foreach (var line in result.ReadJournal())
        {
            (line.Section == result.ThumbnailLedger.Section ? result.ThumbnailLedger : result.ImageLedger).Restore(line.Name, line.File);
        }

        return result;
    }

    /// <summary>Closes the journal.</summary>
    public void Dispose()
    {
        _journal?.Dispose();
        _journal = null;
    }

    /// <summary>Notes that a file is not as recorded, so that the next fetch brings it anew; it stays until then.</summary>
    /// <param name="section">Its folder's name.</param>
    /// <param name="name">Its own.</param>
    internal void MarkSuspect(string section, string name)
    {
        if (section == ImageLedger.Section)
        {
            ImageLedger.MarkSuspect(name);
        }
        else if (section == ThumbnailLedger.Section)
        {
            ThumbnailLedger.MarkSuspect(name);
        }
        else
        {
            _doubtedAnnotations.Add(name);
        }
    }

    /// <summary>Takes over the annotations of a release.</summary>
    internal void SetRelease(LockedRelease release, IEnumerable<KeyValuePair<string, LockedFile>> annotations)
    {
        Release = release;
        _annotations.Clear();
        _doubtedAnnotations.Clear();
        foreach (var (name, file) in annotations)
        {
            _annotations[name] = file;
        }
    }

    /// <summary>Writes the lock file; the journal begins anew.</summary>
    /// <exception cref="DatasetException">It cannot be written.</exception>
    internal void Save()
    {
        var document = new LockDocument(LockDocument.CurrentVersion, _annotations, ImageLedger.Sorted())
        {
            Release = Release,
            Thumbnails = ThumbnailLedger.Files.Count > 0 ? ThumbnailLedger.Sorted() : null,
        };
        try
        {
            AtomicFile.Write(_path, RecordFile.Write(document, LockJson.Indented.LockDocument));
            Dispose();
            File.Delete(_journalPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(_path, $"cannot be written: {e.Message}", e);
        }
    }

    private void Append(JournalLine line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, LockJson.OneLine.JournalLine);
        lock (_appending)
        {
            _journal ??= OpenJournal();

            // One write, so that a line is there or not.
            _journal.Write([.. bytes, (byte)'\n']);
        }
    }

    private FileStream OpenJournal()
    {
        if (FilePath.IsLink(_journalPath))
        {
            File.Delete(_journalPath);
        }

        return new FileStream(_journalPath, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    private IEnumerable<JournalLine> ReadJournal()
    {
        if (!File.Exists(_journalPath) || FilePath.IsLink(_journalPath))
        {
            yield break;
        }

        foreach (var line in InputFile.Lines(_journalPath, Limit))
        {
            JournalLine? read;
            try
            {
                read = JsonSerializer.Deserialize(line, LockJson.OneLine.JournalLine);
            }
            catch (JsonException)
            {
                // The line that was being written when the process ended. Its image has no name yet.
                continue;
            }

            if (read is not null && SafeFileName.Problem(read.Name) is null)
            {
                yield return read;
            }
        }
    }

    private static LockDocument Parse(string path)
    {
        LockDocument document;
        try
        {
            document = JsonSerializer.Deserialize(ByteOrderMark.Skip(WholeFile.Read(path, Limit)), LockJson.Indented.LockDocument)
                ?? throw new DatasetException(path, "expected a lock file, found null");
        }
        catch (JsonException e)
        {
            throw new DatasetException(path, "is no lock file, or damaged; without it the next pull checks every file anew", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e.Path, e);
        }

        if (document.Version != LockDocument.CurrentVersion)
        {
            throw new DatasetException(path, $"the lock file has version {document.Version}; this covidxr reads version {LockDocument.CurrentVersion}");
        }

        // Names become paths when files are verified.
        var unsafeName = document.Annotations.Concat(document.Images).Concat(document.Thumbnails ?? []).Select(f => f.Key).FirstOrDefault(n => SafeFileName.Problem(n) is not null);
        return unsafeName is null ? document : throw new DatasetException(path, $"the name '{ForeignText.Quote(unsafeName)}' {SafeFileName.Problem(unsafeName)}");
    }
}
