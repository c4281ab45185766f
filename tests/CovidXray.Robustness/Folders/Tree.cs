using System.Security.Cryptography;

namespace CovidXray.Robustness.Folders;

/// <summary>What a folder holds: the path of each file, link and empty folder below it, with its content.</summary>
internal sealed class Tree
{
    /// <summary>The shards of an export that wait for their join.</summary>
    private const string Shards = ".covidxr-shards";

    /// <summary>Hidden names that may be there when a run has ended well; the second says that a masks folder is no run's whole result.</summary>
    private static readonly string[] StateNames = [Shards, ".covidxr.unfinished.json"];

    private const string EmptyFolder = "an empty folder";

    private readonly SortedDictionary<string, string> _entries;

    private Tree(SortedDictionary<string, string> entries) => _entries = entries;

    /// <summary>The paths, with slashes.</summary>
    public IEnumerable<string> Paths => _entries.Keys;

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Reads a folder. Links are not followed.</summary>
    public static Tree Of(string folder)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(folder, "", entries);
        return new Tree(entries);
    }

    /// <summary>What stands at a path; null if nothing does.</summary>
    public string? At(string path) => _entries.GetValueOrDefault(path);

    /// <summary>What a user sees as results: files and links without those that are hidden.</summary>
    /// <param name="showsShards">Whether shards of an export are results, too.</param>
    public Tree Visible(bool showsShards = false) => new(new SortedDictionary<string, string>(
        _entries.Where(e => e.Value != EmptyFolder && e.Key.Split('/').All(name => !name.StartsWith('.') || (showsShards && name == Shards))).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>Names that covidxr uses while it works, and no longer.</summary>
    public IReadOnlyList<string> Litter() => [.. Paths.Where(p => p.Split('/').Any(IsLitter))];

    /// <summary>Whether both hold the same.</summary>
    public bool IsSameAs(Tree other) => _entries.SequenceEqual(other._entries);

    /// <summary>In words, what is missing, too many or different; empty if nothing is.</summary>
    public string DifferenceTo(Tree expected)
    {
        string[] lines =
        [
            .. expected._entries.Where(e => !_entries.ContainsKey(e.Key)).Select(e => $"missing {e.Key}"),
            .. _entries.Where(e => !expected._entries.ContainsKey(e.Key)).Select(e => e.Value == EmptyFolder ? $"too many {e.Key}/" : $"too many {e.Key}"),
            .. _entries.Where(e => expected.At(e.Key) is { } other && other != e.Value).Select(e => $"different {e.Key}"),
        ];
        const int MostNamed = 4;
        return string.Join(", ", lines.Take(MostNamed)) + (lines.Length > MostNamed ? $" and {lines.Length - MostNamed} more" : "");
    }

    private static bool IsLitter(string name) =>
        !StateNames.Contains(name)
        && (name.StartsWith(".covidxr", StringComparison.Ordinal) || name.EndsWith(".part", StringComparison.Ordinal) || name.EndsWith(".tmp", StringComparison.Ordinal));

    private static void Add(string folder, string prefix, SortedDictionary<string, string> entries)
    {
        foreach (var item in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var path = prefix + item.Name;
            if (item.LinkTarget is { } target)
            {
                entries[path] = $"a link to {target}";
            }
            else if (item is DirectoryInfo)
            {
                var before = entries.Count;
                Add(item.FullName, path + "/", entries);
                if (entries.Count == before)
                {
                    entries[path] = EmptyFolder;
                }
            }
            else
            {
                entries[path] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(item.FullName)));
            }
        }
    }
}
