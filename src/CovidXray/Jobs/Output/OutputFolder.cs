using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;

namespace CovidXray.Jobs.Output;

/// <summary>A folder into which whole files are written: each comes into being under another name and is then renamed. Held until disposed.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly HashSet<string> _existing;
    private readonly HeldFolder _held;
    private readonly string? _writer;

    /// <summary>Takes the folder, and makes it if it is not there.</summary>
    /// <exception cref="JobException">Another run has it, or it cannot be made or read.</exception>
    public OutputFolder(string path, FolderWork work)
    {
        _held = HeldFolder.Take(path, work, mends: false);
        _writer = work.Shard;
        try
        {
            _existing = new HashSet<string>(Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName)!, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            _held.Dispose();
            throw new JobException($"{path}: the output folder cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The folder as the user named it.</summary>
    public string FolderPath => _held.Location;

    /// <summary>What stood in the folder before, by name; letter case does not count.</summary>
    public IReadOnlySet<string> Existing => _existing;

    /// <summary>Writes a file, over one of the same name if need be. Safe from several threads for different names.</summary>
    /// <exception cref="JobException">It could not be written; nothing half is left behind.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        if (SafeFileName.ProblemOfFile(name) is { } problem)
        {
            throw new JobException($"'{name}' {problem}");
        }

        WriteOwn(name, content);
    }

    /// <summary>Writes a file of ours, whose name no document may have.</summary>
    /// <exception cref="JobException">It could not be written; nothing half is left behind.</exception>
    public void WriteOwn(string name, ReadOnlySpan<byte> content)
    {
        var target = Path.Combine(FolderPath, name);
        try
        {
            _held.EnsureHeld();
            AtomicFile.WriteUnflushed(target, content, _writer);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{target}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>Removes a file of an earlier run, if it is there.</summary>
    /// <exception cref="JobException">It cannot be removed.</exception>
    public void Delete(string name)
    {
        var path = Path.Combine(FolderPath, name);
        try
        {
            _held.EnsureHeld();
            File.Delete(path);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{path}: cannot be removed: {e.Message}", e);
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _held.Dispose();
}
