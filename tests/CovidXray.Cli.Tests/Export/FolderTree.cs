namespace CovidXray.Cli.Tests.Export;

/// <summary>Everything below a folder: paths, and the bytes of files.</summary>
internal static class FolderTree
{
    /// <summary>Compares two folders to the last byte, empty folders and links included.</summary>
    public static void AssertEqual(string expected, string actual)
    {
        var (one, other) = (Read(expected), Read(actual));
        Assert.NotEmpty(one);
        Assert.Equal(one.Keys, other.Keys);
        Assert.All(one, entry => Assert.True(entry.Value.AsSpan().SequenceEqual(other[entry.Key]), $"{entry.Key} differs"));
    }

    /// <summary>The files by their paths; a folder has no content, a link's is where it leads.</summary>
    public static SortedDictionary<string, byte[]> Read(string folder) => new(
        new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).ToDictionary(e => Path.GetRelativePath(folder, e.FullName), Content),
        StringComparer.Ordinal);

    private static byte[] Content(FileSystemInfo entry) =>
        entry.LinkTarget is { } target ? System.Text.Encoding.UTF8.GetBytes(target)
        : entry is FileInfo ? File.ReadAllBytes(entry.FullName)
        : [];
}
