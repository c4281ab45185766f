using System.Diagnostics;
using System.Security.Cryptography;

namespace CovidXray.Jobs.Output;

/// <summary>Held by one process at a time while it changes what several write into one folder.</summary>
internal sealed class FolderGuard : IDisposable
{
    private const string FileName = ".covidxr.guard";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly string _path;
    private readonly FileStream _file;

    private FolderGuard(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Waits until nobody else has the folder.</summary>
    /// <exception cref="JobException">Another has it for long, or it cannot be written.</exception>
    public static FolderGuard Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                // The system lets go of it when the process ends, however it ends.
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                if (IsStillAt(path, file))
                {
                    return new FolderGuard(path, file);
                }

                file.Dispose();
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                Thread.Sleep(Pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new JobException($"{folder}: cannot be taken to write in: {e.Message}", e);
            }
        }
    }

    /// <summary>Removes the file, too: first, where the system lets it, as afterwards it may be another's.</summary>
    public void Dispose()
    {
        if (OperatingSystem.IsWindows())
        {
            _file.Dispose();
            TryDelete();
        }
        else
        {
            TryDelete();
            _file.Dispose();
        }
    }

    private void TryDelete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another has it already, and will remove it.
        }
    }

    /// <summary>Whoever had it may have removed it after it was opened here: then it guards nothing, and another may hold a new file of that name.</summary>
    private static bool IsStillAt(string path, FileStream file)
    {
        File.SetLastWriteTimeUtc(file.SafeFileHandle, DateTime.UnixEpoch.AddSeconds(RandomNumberGenerator.GetInt32(int.MaxValue)));
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }
}
