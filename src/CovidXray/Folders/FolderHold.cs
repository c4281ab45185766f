using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Folders;

/// <summary>A folder in which nobody else changes anything: held by one run, or by one run for each shard of the same work.</summary>
/// <remarks>
/// <code>
/// DIR/.covidxr.hold             of a run that does all
/// DIR/.covidxr.hold.3-of-8      of a shard
/// </code>
/// Whoever finds one looks whether its holder still lives. On the same machine the process and the time at which it began tell.
/// Elsewhere they cannot be asked: the holder writes its file anew every twenty seconds, and one that was not written for two minutes
/// is taken over. Times are those that the file system gives, of a new file and of the hold, so clocks of machines need not agree.
/// A holder that slept that long finds another token in its file, or no file, and changes nothing more (<see cref="EnsureHeld"/>).
/// </remarks>
internal sealed class FolderHold : IDisposable
{
    /// <summary>How long a holder on another machine may be silent.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const string FileName = ".covidxr.hold";
    // NFS may show a time that is a minute old: the lease must be longer than that and some renewals.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly string _path;
    private readonly HoldRecord _record;
    private readonly Timer _renewal;
    private DateTime _renewedAt = DateTime.UtcNow;
    private long _renewedTick = Environment.TickCount64;
    private bool _isLost;

    private FolderHold(string folder, string path, HoldRecord record)
    {
        (_folder, _path, _record) = (folder, path, record);
        _renewal = new Timer(_ => Renew(), null, Renewal, Renewal);
    }

    /// <summary>Takes a folder, which must be there.</summary>
    /// <exception cref="DatasetException">Another run has it, or it cannot be written.</exception>
    public static FolderHold Take(string folder, FolderWork work)
    {
        var record = new HoldRecord(
            HoldRecord.CurrentSchema,
            ProductVersion.Text,
            work.Command,
            work.Identity,
            work.Shard,
            Environment.MachineName,
            RunningProcess.Current.ToString(),
            $"{Guid.NewGuid():N}");
        var path = Path.Combine(folder, work.Shard is null ? FileName : $"{FileName}.{work.Shard}");
        var part = AtomicFile.PartOf(path, record.Token);
        using var guard = FolderGuard.Take(folder);
        try
        {
            // Holds are written under the guard alone: what is half written is a dead run's.
            foreach (var left in Directory.EnumerateFiles(folder, Path.GetFileName(AtomicFile.PartOf(FileName + "*"))))
            {
                File.Delete(left);
            }

            WriteNew(part, record);
            foreach (var other in Directory.EnumerateFileSystemEntries(folder, FileName + "*").Order(StringComparer.Ordinal).ToList())
            {
                GetPast(other, record, folder, now: File.GetLastWriteTimeUtc(part));
            }

            File.Move(part, path, overwrite: false);
            return new FolderHold(folder, path, record);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(folder, $"cannot be taken to write in: {e.Message}", e);
        }
        finally
        {
            FilePath.TryDelete(part);
        }
    }

    /// <summary>Whether there are holds in a folder, be their holders alive or dead, or what is left of taking one.</summary>
    public static bool IsIn(string folder) => Directory.EnumerateFileSystemEntries(folder, FileName + "*").Any() || FolderGuard.IsIn(folder);

    /// <summary>Looks whether the folder is still held: before something is changed in it.</summary>
    /// <param name="looksAgain">Whether the file is read whatever was known a moment ago: before steps that must not be taken by two.</param>
    /// <exception cref="DatasetException">Another run has taken it over.</exception>
    public void EnsureHeld(bool looksAgain = false)
    {
        if (looksAgain || !IsFresh)
        {
            Renew();
        }

        if (_isLost)
        {
            throw new DatasetException(_folder, $"is held by this run no more: another one took it over, as nothing was heard of this one for {Lease.TotalMinutes:0} minutes, or {Path.GetFileName(_path)} was removed; nothing more is written");
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose()
    {
        _renewal.Dispose();
        lock (_gate)
        {
            if (!_isLost && HoldRecord.Read(_path)?.Token == _record.Token)
            {
                FilePath.TryDelete(_path);
            }
        }
    }

    /// <summary>A run that was written down a moment ago is nobody's to take. Both clocks are asked, as one of them stands still while a machine sleeps.</summary>
    private bool IsFresh => Environment.TickCount64 - _renewedTick < Renewal.TotalMilliseconds * 3 && (DateTime.UtcNow - _renewedAt).Duration() < Renewal * 3;

    private void Renew()
    {
        lock (_gate)
        {
            try
            {
                if (HoldRecord.Read(_path)?.Token != _record.Token)
                {
                    _isLost = true;
                    return;
                }

                // The same bytes: what matters is the time that the file system gives them.
                using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                RandomAccess.Write(file, _record.Write(), 0);
                (_renewedAt, _renewedTick) = (DateTime.UtcNow, Environment.TickCount64);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Tried again in a moment. If the disk stays away, so does everybody else.
            }
        }
    }

    /// <summary>Removes the hold of a run that is dead, and stops at one that is not.</summary>
    private static void GetPast(string path, HoldRecord mine, string folder, DateTime now)
    {
        if (FilePath.IsLink(path))
        {
            // No run makes links: it holds nothing.
            File.Delete(path);
            return;
        }

        var silence = now - File.GetLastWriteTimeUtc(path);
        var other = HoldRecord.Read(path);
        var process = other is null ? null : RunningProcess.Parse(other.Process);
        if (process is { IsHere: true } ? !process.Value.IsAlive : silence > Lease)
        {
            File.Delete(path);
            return;
        }

        if (other is not null && mine.GoesWith(other))
        {
            return;
        }

        var wayOut = process is { IsHere: true } ? "wait until it is done, or take another folder"
            : $"last heard of {Math.Max(0, (long)silence.TotalSeconds):N0} s ago; after {Lease.TotalMinutes:0} minutes of silence it is taken for dead, and {Path.GetFileName(path)} is no longer heeded";
        throw new DatasetException(folder, other is null
            ? $"{Path.GetFileName(path)} in it cannot be read, so another run may be at work in the folder ({wayOut})"
            : $"{Described(other, mine)} is at work in this folder: process {process?.Number} on {ForeignText.Quote(other.Host)} ({wayOut}{WayBack(other, mine)})");
    }

    /// <summary>What a part of an array of tasks must say that looks like a whole one where it is submitted again.</summary>
    private static string WayBack(HoldRecord other, HoldRecord mine) => mine.IsCountedOtherwise(other) ? $"; a task that is submitted again says --shard auto/{ForeignText.Quote(other.Count!)}" : "";

    private static string Described(HoldRecord other, HoldRecord mine)
    {
        var shard = other.Shard is null ? "" : $", shard {ForeignText.Quote(other.Shard).Replace("-of-", "/", StringComparison.Ordinal)}";
        var isAlike = mine.Shard is not null && other.Shard is not null && mine.Command == other.Command;
        var work = $"covidxr {ForeignText.Quote(other.Command)}{shard}";
        return !isAlike ? $"another {work}"
            : mine.Shard == other.Shard ? $"the same shard of {work},"
            : mine.IsCountedOtherwise(other) ? $"{work}, of another number of shards than {mine.Shard!.Replace("-of-", "/", StringComparison.Ordinal)},"
            : $"a shard of another {work}, with other options or images,";
    }

    private static void WriteNew(string path, HoldRecord record)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(file, record.Write(), 0);
    }
}

/// <summary>What a run is about to do with a folder.</summary>
/// <param name="Command">As a user knows it: <c>export coco</c>.</param>
/// <param name="Identity">What shards must have in common to be at work in the folder together.</param>
/// <param name="Shard">Which shard, <c>3-of-8</c>; null if all is done in this run.</param>
internal sealed record FolderWork(string Command, string Identity = "", string? Shard = null);
