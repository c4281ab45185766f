using System.Collections.Concurrent;

namespace CovidXray.Releases.Lock;

/// <summary>What the lock file and its journal say of a folder of films. Safe from several threads.</summary>
/// <param name="section">Its name in the journal.</param>
/// <param name="files">What is known already.</param>
/// <param name="append">Writes to the journal.</param>
internal sealed class FilmLedger(string section, IEnumerable<KeyValuePair<string, LockedFile>> files, Action<JournalLine> append)
{
    private readonly ConcurrentDictionary<string, LockedFile> _files = new(files, StringComparer.Ordinal);

    // The journal's lines may have reached the disk before the films did, if the machine went down; and what was verified may not be as recorded.
    private readonly HashSet<string> _unsure = new(StringComparer.Ordinal);

    public string Section => section;

    public IReadOnlyDictionary<string, LockedFile> Files => _files;

    /// <summary>Notes a film that gets its name next.</summary>
    public void Add(string name, LockedFile file)
    {
        append(new JournalLine(section, name, file));
        _files[name] = file;
    }

    /// <summary>Takes over what the journal has.</summary>
    public void Restore(string name, LockedFile file)
    {
        _files[name] = file;
        MarkSuspect(name);
    }

    /// <summary>Notes that a film's bytes are not as recorded, or may not be: only its hash can tell.</summary>
    public void MarkSuspect(string name) => _unsure.Add(name);

    /// <summary>What is recorded of a film that may be something else by now; null if nothing is recorded, or there is no doubt.</summary>
    public LockedFile? Suspect(string name) => _unsure.Contains(name) ? _files.GetValueOrDefault(name) : null;

    /// <summary>What is recorded of a film whose bytes are on the disk; null if nothing is recorded, or the bytes may not be there.</summary>
    public LockedFile? Trusted(string name) => _unsure.Contains(name) ? null : _files.GetValueOrDefault(name);

    public void Forget(string name) => _files.TryRemove(name, out _);

    public SortedDictionary<string, LockedFile> Sorted() => new(_files, StringComparer.Ordinal);
}

/// <summary>One line of the journal: a film that came after the lock file was written last.</summary>
internal sealed record JournalLine(string Section, string Name, LockedFile File);
