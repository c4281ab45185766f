using System.IO.Enumeration;
using CovidXray.Annotations;

namespace CovidXray.Formats.Sources;

/// <summary>Looks through folders of datasets: hidden ones, the program's own and links to others are left out.</summary>
internal static class FolderWalk
{
    private const int MaxDepth = 8;

    /// <summary>The files of a folder, and where below it they lie: nothing, or <c>ward/</c>.</summary>
    /// <param name="isDeep">Whether those in folders inside are among them.</param>
    public static IEnumerable<(string Below, string Name)> Files(string folder, bool isDeep) => Files(folder, "", isDeep ? MaxDepth : 0);

    /// <summary>What files of a folder are, without those inside it. Of a folder of very many files, their paths would take several times the memory.</summary>
    /// <param name="isOne">Whether a file is one, by its name.</param>
    /// <param name="make">Makes something of its name.</param>
    public static IEnumerable<T> Each<T>(string folder, Func<ReadOnlySpan<char>, bool> isOne, Func<ReadOnlySpan<char>, T> make) =>
        new FileSystemEnumerable<T>(folder, (ref FileSystemEntry file) => make(file.FileName), new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry file) => !file.IsDirectory && isOne(file.FileName),
        };

    /// <summary>A folder of a name in a folder; of several that differ in letter case the one that is spelt so; null if there is none.</summary>
    public static string? Inside(string folder, string name) =>
        Directory.Exists(Path.Combine(folder, name)) ? Path.Combine(folder, name)
        : Directory.EnumerateDirectories(folder).Where(d => string.Equals(Path.GetFileName(d), name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault();

    private static IEnumerable<(string Below, string Name)> Files(string folder, string below, int depth)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            yield return (below, Path.GetFileName(path));
        }

        if (depth == 0)
        {
            yield break;
        }

        foreach (var inside in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(inside);
            if (name[0] != '.' && !SafeFileName.IsOwn(name) && new DirectoryInfo(inside).LinkTarget is null)
            {
                foreach (var file in Files(inside, $"{below}{name}/", depth - 1))
                {
                    yield return file;
                }
            }
        }
    }
}
