using System.Diagnostics;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Folders;

/// <summary>Held by one process at a time for the moment in which it looks at a folder and then changes it.</summary>
internal sealed class FolderGuard : IDisposable
{
    private const string FileName = ".covidxr.guard";

    // With one holder, not with all that are before us: a hundred shards may come at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A file that could not be opened may have gone in the moment between; one that cannot be made is never there.
    private const int MostAbsent = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string _path;
    private readonly FileStream _file;

    private FolderGuard(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Whether somebody has the folder, or could not remove the file.</summary>
    public static bool IsIn(string folder) => FilePath.IsThere(Path.Combine(folder, FileName));

    /// <summary>Waits until nobody else has the folder.</summary>
    /// <exception cref="DatasetException">Another has it for long, or it cannot be written.</exception>
    public static FolderGuard Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var waited = Stopwatch.StartNew();
        var holder = default(DateTime);
        var absent = 0;
        while (true)
        {
            try
            {
                // Whoever put it there, what it leads to is not ours.
                if (FilePath.IsLink(path))
                {
                    throw new DatasetException(folder, $"{FileName} in it is a link; remove it");
                }

                // The system lets go of it when the process ends, however it ends.
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                if (IsStillAt(path, file))
                {
                    return new FolderGuard(path, file);
                }

                file.Dispose();
            }
            catch (IOException) when (waited.Elapsed < Patience && (File.Exists(path) || ++absent < MostAbsent))
            {
                // Every holder gives the file another time.
                if (File.GetLastWriteTimeUtc(path) is var time && time != holder)
                {
                    holder = time;
                    waited.Restart();
                }

                Thread.Sleep(Pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DatasetException(folder, $"cannot be taken to write in: {e.Message}", e);
            }
        }
    }

    /// <summary>Removes the file, too: first, where the system lets it, as afterwards it may be another's.</summary>
    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            _file.Dispose();
            FilePath.TryDelete(_path);
        }
        else
        {
            FilePath.TryDelete(_path);
            _file.Dispose();
        }
    }

    /// <summary>Whoever had it may have removed it after it was opened here: then it guards nothing, and another may hold a new file of that name.</summary>
    private static bool IsStillAt(string path, FileStream file)
    {
        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(Guid.NewGuid().GetHashCode() & int.MaxValue));
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }
}
