using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Texts;
using CovidXray.Work;

namespace CovidXray.Jobs.Output;

/// <summary>Brings what was made in a hidden folder to its place, and what stood there away: all of it or nothing, whoever interferes.</summary>
/// <remarks>
/// <code>
/// DIR/.covidxr-export.part/NAME             new, until it is moved
/// DIR/.covidxr-export.part/.replaced/NAME   old, from when it is moved
/// DIR/.covidxr.commit.json                  which names: there from before the first move until after the last
/// </code>
/// What was moved follows from where the names are, so a run that finds the journal of a dead one moves everything back, and then does
/// its own work; so does one that lives and cannot move something. The old files are deleted only when the journal is gone.
/// Single files and folders are renamed, which is one step each on every file system; the folder itself is not, as it may be a mount
/// point, the folder that a user works in, or one whose parent may not be written.
/// </remarks>
internal sealed class FolderCommit
{
    /// <summary>Where files are made.</summary>
    public const string Staging = ".covidxr-export.part";

    private const string Replaced = ".replaced";

    private readonly string _folder;
    private readonly string _staging;
    private readonly string _replaced;
    private readonly CommitJournal _journal;

    private FolderCommit(string folder, CommitJournal journal)
    {
        _folder = folder;
        _journal = journal;
        _staging = Path.Combine(folder, Staging);
        _replaced = Path.Combine(_staging, Replaced);
    }

    /// <summary>Moves everything.</summary>
    /// <param name="held">The folder that is held: it itself, or one that it is in.</param>
    /// <param name="folder">The folder that is changed.</param>
    /// <param name="put">The names in the hidden folder, in the order in which they come to their places.</param>
    /// <param name="replace">The names that are in the folder and go, in their order.</param>
    /// <exception cref="JobException">The folder was taken over, or something could be moved neither to its place nor back.</exception>
    /// <exception cref="IOException">Something cannot be moved; the folder is as it was.</exception>
    public static void Run(HeldFolder held, string folder, IReadOnlyList<string> put, IReadOnlyList<string> replace)
    {
        var commit = new FolderCommit(folder, new CommitJournal(CommitJournal.CurrentSchema, [.. put], [.. replace]));
        Directory.CreateDirectory(commit._replaced);
        using var section = Unbreakable.Enter();
        held.EnsureHeld(looksAgain: true);
        AtomicFile.Write(commit.JournalPath, commit._journal.Write());
        try
        {
            commit.MoveAll(() => held.EnsureHeld(looksAgain: true));
            File.Delete(commit.JournalPath);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            commit.Undo(e);
            throw;
        }
    }

    /// <summary>Writes files over those of the same names, all at once.</summary>
    /// <param name="held">The folder.</param>
    /// <param name="files">The files.</param>
    /// <param name="goes">The names of others that go, if they are there.</param>
    /// <exception cref="JobException">The folder was taken over, or something could be moved neither to its place nor back.</exception>
    /// <exception cref="IOException">Something cannot be written; the folder is as it was.</exception>
    public static void Replace(HeldFolder held, IEnumerable<(string Name, byte[] Content)> files, params IReadOnlyList<string> goes)
    {
        var staging = Path.Combine(held.Location, Staging);
        var names = new List<string>();
        try
        {
            Directory.CreateDirectory(staging);
            foreach (var (name, content) in files)
            {
                File.WriteAllBytes(Path.Combine(staging, name), content);
                names.Add(name);
            }

            Run(held, held.Location, names, [.. names.Union(goes, StringComparer.Ordinal).Where(n => FilePath.IsThere(Path.Combine(held.Location, n)))]);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            DeleteStaging(held.Location);
            throw;
        }

        DeleteStaging(held.Location);
    }

    /// <summary>Puts back what an interrupted run moved. Only for who holds the folder, or one that it is in.</summary>
    /// <returns>Whether there was something to put back.</returns>
    /// <exception cref="JobException">It cannot be put back, for now or ever; nothing is lost.</exception>
    public static bool UndoInterrupted(string folder)
    {
        if (CommitJournal.Read(folder) is not { } journal)
        {
            return false;
        }

        var commit = new FolderCommit(folder, journal);
        using var section = Unbreakable.Enter();
        try
        {
            commit.MoveBack();
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{folder}: an export was interrupted here on the way to its place, and what was there before cannot be put back: {e.Message}; it is kept in {commit._replaced} until it can", e);
        }

        DeleteStaging(folder);
        return true;
    }

    /// <summary>Removes what a dead run left that had not come to its commit, or had its commit behind it.</summary>
    /// <exception cref="JobException">It cannot be removed.</exception>
    public static void DeleteStaging(string folder)
    {
        var staging = Path.Combine(folder, Staging);
        try
        {
            if (FilePath.IsThere(staging))
            {
                // A link is removed, not what it leads to.
                Directory.Delete(staging, recursive: true);
            }
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{staging}: is left of an earlier run and cannot be removed: {e.Message}", e);
        }
    }

    private string JournalPath => Path.Combine(_folder, FolderState.Journal);

    private void MoveAll(Action beforeEach)
    {
        foreach (var name in _journal.Replace)
        {
            beforeEach();
            Directory.Move(Path.Combine(_folder, name), Path.Combine(_replaced, name));
        }

        foreach (var name in _journal.Put)
        {
            beforeEach();
            Directory.Move(Path.Combine(_staging, name), Path.Combine(_folder, name));
        }
    }

    /// <summary>Moves back what was moved. Old names left the folder before new ones came, so where a name is tells whether it moved.</summary>
    private void MoveBack()
    {
        foreach (var name in _journal.Put.Reverse())
        {
            var (made, place) = (Path.Combine(_staging, name), Path.Combine(_folder, name));
            if (!FilePath.IsThere(made) && FilePath.IsThere(place))
            {
                Directory.Move(place, made);
            }
        }

        foreach (var name in _journal.Replace.Reverse())
        {
            var (old, away) = (Path.Combine(_folder, name), Path.Combine(_replaced, name));
            if (FilePath.IsThere(away))
            {
                Directory.Move(away, old);
            }
            else if (!FilePath.IsThere(old))
            {
                throw new IOException($"{old} is gone");
            }
        }

        File.Delete(JournalPath);
    }

    /// <summary>Moves everything back after an error.</summary>
    /// <exception cref="JobException">Something cannot be moved back.</exception>
    private void Undo(Exception why)
    {
        try
        {
            MoveBack();
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{_folder}: the export cannot come to its place: {DiskError.Problem(why)}; nor can what was there before come back: {e.Message}; it is kept in {_replaced}, and the next export into this folder puts it back", e);
        }
    }
}

/// <summary>.covidxr.commit.json: what moves.</summary>
/// <param name="Schema">The version of this form.</param>
/// <param name="Put">The names that come to their places.</param>
/// <param name="Replace">The names that go.</param>
internal sealed record CommitJournal(int Schema, string[] Put, string[] Replace)
{
    public const int CurrentSchema = 1;

    private static readonly FileLimit Limit = new(16_000_000, "journals");

    /// <summary>Reads the journal of a folder; null if there is none.</summary>
    /// <exception cref="JobException">There is one that cannot be read, or none of ours.</exception>
    public static CommitJournal? Read(string folder)
    {
        var path = Path.Combine(folder, FolderState.Journal);
        if (!FilePath.IsThere(path))
        {
            return null;
        }

        try
        {
            var journal = RecordFile.Read(path, Limit, CommitJson.Strict.CommitJournal);
            return journal.Schema <= CurrentSchema && journal.Put.Concat(journal.Replace).All(IsName)
                ? journal
                : throw new DatasetException(path, "is not what covidxr writes");
        }
        catch (DatasetException e)
        {
            throw new JobException($"{ForeignText.Bounded(e.Message, 300)}; an export was interrupted here on the way to its place, and what is to be done cannot be read; what it made and what it replaces are kept in {FolderCommit.Staging}", e);
        }
    }

    public byte[] Write() => RecordFile.Write(this, CommitJson.Strict.CommitJournal);

    private static bool IsName(string? name) => name is { Length: > 0 } and not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\', '\0');
}

/// <summary>Reads and writes <see cref="CommitJournal"/> without reflection.</summary>
[JsonSerializable(typeof(CommitJournal))]
internal sealed partial class CommitJson : JsonSerializerContext
{
    public static CommitJson Strict { get; } = new(new JsonSerializerOptions(RecordFile.Strict));
}
