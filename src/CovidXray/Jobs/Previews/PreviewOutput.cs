using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Jobs.Output;

namespace CovidXray.Jobs.Previews;

/// <summary>Where pictures go: into a folder that is held meanwhile, or beside each other under the name of a file.</summary>
internal sealed class PreviewOutput : IDisposable
{
    private readonly string _location;
    private readonly OutputFolder? _folder;

    private PreviewOutput(string location, OutputFolder? folder) => (_location, _folder) = (location, folder);

    /// <summary>Takes a folder, and makes it if it is not there.</summary>
    /// <exception cref="JobException">Another run has it, or it cannot be made or read.</exception>
    public static PreviewOutput OfFolder(string path) => new(path, new OutputFolder(path, new FolderWork("preview")));

    /// <summary>The place of a file; its folder is made if it is not there.</summary>
    /// <exception cref="JobException">It cannot be made.</exception>
    public static PreviewOutput OfFile(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            return new PreviewOutput(Path.GetDirectoryName(path) ?? folder, folder: null);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{path}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>Whether there is something of that name already; in a folder letter case does not count.</summary>
    public bool Has(string name) => _folder?.Existing.Contains(name) ?? FilePath.IsThere(PathOf(name));

    /// <summary>Whether an earlier run has left a sheet in the folder. Beside a file that is named, none is taken for one.</summary>
    public bool HasSheet(string name) => _folder?.Existing.Contains(name) == true;

    /// <summary>Removes a file of an earlier run from the folder.</summary>
    /// <exception cref="JobException">It cannot be removed.</exception>
    public void Delete(string name) => _folder?.Delete(name);

    /// <summary>The path of a picture.</summary>
    public string PathOf(string name) => Path.Combine(_location, name);

    /// <summary>Writes a picture, over one of the same name if need be. Safe from several threads for different names.</summary>
    /// <exception cref="JobException">It could not be written; nothing half is left behind.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        if (_folder is not null)
        {
            _folder.Write(name, content);
            return;
        }

        try
        {
            AtomicFile.WriteShared(PathOf(name), content);
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{PathOf(name)}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _folder?.Dispose();
}
