using System.Collections;
using System.IO.Enumeration;

namespace CovidXray.Releases.Sources;

/// <summary>The files in a folder and those below it. Linked folders are gone into, each once: links may lead in circles.</summary>
internal sealed class FilesBelow(string folder) : IEnumerable<string>
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 32 };

    public IEnumerator<string> GetEnumerator()
    {
        var visited = new HashSet<string>(StringComparer.Ordinal) { RealPath(Path.GetFullPath(folder)) };
        return new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToSpecifiedFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || visited.Add(RealPath(Path.GetFullPath(entry.ToFullPath()))),
        }.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The path without links in any of its parts: of the many ways to a folder the one that all share.</summary>
    private static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target)
            {
                real = RealPath(Path.GetFullPath(target.FullName));
            }
        }

        return real;
    }
}
