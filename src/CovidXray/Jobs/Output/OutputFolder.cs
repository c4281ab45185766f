using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Jobs.Output;

/// <summary>A folder into which whole files are written: each comes into being under another name and is then renamed.</summary>
internal sealed class OutputFolder
{
    private readonly HashSet<string> _existing;

    private readonly string? _writer;

    /// <summary>Creates the folder if it is not there.</summary>
    /// <param name="writer">Sets apart what several processes write into one folder at once, under the same name perhaps.</param>
    /// <exception cref="JobException">It cannot be made or read.</exception>
    public OutputFolder(string path, string? writer = null)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new JobException("the output folder has no name") { IsUsage = true };
        }

        FolderPath = path;
        _writer = writer;
        try
        {
            Directory.CreateDirectory(path);
            _existing = new HashSet<string>(Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName)!, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{path}: the output folder cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The folder as the user named it.</summary>
    public string FolderPath { get; }

    /// <summary>What stood in the folder before, by name; letter case does not count.</summary>
    public IReadOnlySet<string> Existing => _existing;

    /// <summary>Writes a file, over one of the same name if need be. Safe from several threads for different names.</summary>
    /// <exception cref="JobException">It could not be written; nothing half is left behind.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        if (SafeFileName.Problem(name) is { } problem)
        {
            throw new JobException($"'{name}' {problem}");
        }

        var target = Path.Combine(FolderPath, name);
        try
        {
            AtomicFile.WriteUnflushed(target, content, _writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{target}: cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Removes a file of an earlier run, if it is there.</summary>
    /// <exception cref="JobException">It cannot be removed.</exception>
    public void Delete(string name)
    {
        var path = Path.Combine(FolderPath, name);
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{path}: cannot be removed: {e.Message}", e);
        }
    }
}
