namespace CovidXray.Robustness.Folders;

/// <summary>Copies and removes whole folders.</summary>
internal static class FolderCopy
{
    /// <summary>Makes a folder what another one is; what it held before is gone.</summary>
    public static void Replace(string folder, string source)
    {
        Remove(folder);
        Copy(source, folder);
    }

    /// <summary>Copies a folder with all below it; links stay links.</summary>
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var item in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            var copy = Path.Combine(target, item.Name);
            if (item.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(copy, link);
            }
            else if (item is DirectoryInfo)
            {
                Copy(item.FullName, copy);
            }
            else
            {
                File.Copy(item.FullName, copy);
            }
        }
    }

    /// <summary>Removes a folder if it is there.</summary>
    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
