using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;

namespace CovidXray.Jobs.Output;

/// <summary>An output folder of one run, from its first look into it to its last change.</summary>
/// <remarks>What killed runs left is mended or removed before anything else: see <see cref="FolderCommit"/> and <see cref="AtomicFile"/>.</remarks>
internal sealed class HeldFolder : IDisposable
{
    private readonly FolderHold _hold;
    private readonly bool _isOurs;

    private HeldFolder(string path, FolderHold hold, bool isOurs) => (Location, _hold, _isOurs) = (path, hold, isOurs);

    /// <summary>The folder as the user named it.</summary>
    public string Location { get; }

    /// <summary>Whether an export was found that had been interrupted on the way to its place, and what was there before was put back.</summary>
    public bool WasMended { get; private init; }

    /// <summary>Takes a folder, and makes it if it is not there.</summary>
    /// <param name="mends">Whether this is a command that undoes an interrupted export; the others refuse such a folder.</param>
    /// <exception cref="JobException">Another run has it, or it cannot be used.</exception>
    public static HeldFolder Take(string path, FolderWork work, bool mends)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new JobException("the output folder has no name") { IsUsage = true };
        }

        var isOurs = MakeFolder(path);
        FolderHold? hold = null;
        try
        {
            hold = FolderHold.Take(path, work);
            return new HeldFolder(path, hold, isOurs) { WasMended = Mend(path, work, mends) };
        }
        catch (DatasetException e)
        {
            hold?.Dispose();
            throw new JobException(e.Message, e);
        }
        catch
        {
            hold?.Dispose();
            throw;
        }
    }

    /// <summary>Looks whether the folder is still this run's; see <see cref="FolderHold.EnsureHeld"/>.</summary>
    /// <exception cref="JobException">It is not.</exception>
    public void EnsureHeld(bool looksAgain = false)
    {
        try
        {
            _hold.EnsureHeld(looksAgain);
        }
        catch (DatasetException e)
        {
            throw new JobException(e.Message, e);
        }
    }

    /// <summary>Lets go of the folder, and removes it if it was made for nothing.</summary>
    public void Dispose()
    {
        _hold.Dispose();
        try
        {
            if (_isOurs && !Directory.EnumerateFileSystemEntries(Location).Any())
            {
                Directory.Delete(Location);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder harms nobody.
        }
    }

    private static bool MakeFolder(string path)
    {
        try
        {
            var isThere = Directory.Exists(path);
            Directory.CreateDirectory(path);
            return !isThere;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{path}: the output folder cannot be used: {e.Message}", e);
        }
    }

    private static bool Mend(string path, FolderWork work, bool mends)
    {
        if (!mends && File.Exists(Path.Combine(path, FolderState.Journal)))
        {
            throw FolderState.Moving(path);
        }

        if (work.Shard is not null)
        {
            // Other shards may be at it, too, and write.
            using var guard = FolderGuard.Take(path);
            return FolderCommit.UndoInterrupted(path);
        }

        var wasMended = FolderCommit.UndoInterrupted(path);
        AtomicFile.DeleteLeftovers(path);
        FolderCommit.DeleteStaging(path);
        return wasMended;
    }
}
