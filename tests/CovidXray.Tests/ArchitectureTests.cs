using System.Text.RegularExpressions;

namespace CovidXray.Tests;

/// <summary>The folders of the library and what each may use: the map in docs/architecture.md, held.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Library = Path.Combine(Repository.Root, "src", "CovidXray");

    /// <summary>The map in docs/architecture.md: a folder of the library, and those that it may use.</summary>
    private static readonly Dictionary<string, string[]> MayUse = ReadMap();

    [Fact]
    public void Each_folder_uses_only_what_it_may()
    {
        var uses = 0;
        var wrong = new List<string>();
        foreach (var (path, folder, text) in Sources())
        {
            foreach (var used in Regex.Matches(text, @"\bCovidXray\.(?<folder>\w+)").Select(m => m.Groups["folder"].Value).Where(used => used != folder))
            {
                uses++;
                if (!MayUse.TryGetValue(folder, out var allowed) || !allowed.Contains(used))
                {
                    wrong.Add($"{path} uses {used}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(uses, 40, int.MaxValue);
    }

    [Fact]
    public void The_map_has_the_folders_of_the_library_and_no_others() =>
        Assert.Equal(Sources().Select(s => s.Folder).Distinct().Order(StringComparer.Ordinal), MayUse.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Arrows_of_the_map_point_up() =>
        Assert.All(MayUse, row => Assert.All(row.Value, used => Assert.Contains(used, MayUse.Keys.TakeWhile(folder => folder != row.Key))));

    [Fact]
    public void Namespaces_are_folders()
    {
        Assert.All(Sources(), source =>
        {
            var expected = "CovidXray." + Path.GetDirectoryName(source.Path)!.Replace(Path.DirectorySeparatorChar, '.');
            Assert.Equal(expected, Regex.Match(source.Text, @"^namespace (?<name>[\w.]+);", RegexOptions.Multiline).Groups["name"].Value);
        });
    }

    [Theory]
    [InlineData(@"\bConsole\.", "")]
    [InlineData(@"\bCovidXray\.Cli\b", "")]
    [InlineData(@"\bNetVips\b", "Images/")]
    [InlineData(@"\bNetTopologySuite\b", "Geometry/")]
    [InlineData(@"\bTomlyn\b", "Config/")]
    [InlineData(@"\bVector(?:64|128|256|512)?\b(?!\.IsHardware)|\bRuntime\.Intrinsics\b", "Rasterization/Kernels/|Images/Kernels/|Masks/Kernels/|Duplicates/Kernels/|Scores/Kernels/")]
    [InlineData(@"\bunsafe\b|\bUnsafe\.|\bMemoryMarshal\.", "Rasterization/Kernels/|Images/Kernels/|Masks/Kernels/|Duplicates/Kernels/|Scores/Kernels/")]
    [InlineData(@"\bSystem\.Reflection\b|\bActivator\.", "Files/ProductVersion.cs")]
    [InlineData(@"\bJavaScriptEncoder\b|\bHtmlEncode\b|\bCsvInjection\b", "Texts/")]
    public void What_belongs_to_one_folder_is_in_no_other(string pattern, string homes)
    {
        var strangers = Sources()
            .Where(s => !homes.Split('|', StringSplitOptions.RemoveEmptyEntries).Any(home => s.Path.Replace(Path.DirectorySeparatorChar, '/').StartsWith(home, StringComparison.Ordinal)))
            .Where(s => Regex.IsMatch(WithoutComments(s.Text), pattern))
            .Select(s => s.Path);
        Assert.Empty(strangers);
    }

    /// <summary>
    /// Only <c>Files/InputFile</c> opens files to read them: it refuses pipes and devices, and ends at a limit. A line that makes a
    /// file (<c>CreateNew</c> and the like) is no reading.
    /// </summary>
    [Fact]
    public void Files_are_opened_for_reading_in_one_place()
    {
        (string File, string Why)[] exceptions =
        [
            ("CovidXray/Files/InputFile.cs", "it is that place"),
            ("CovidXray/Files/UnixFile.cs", "opens for it"),
            ("CovidXray/Files/LinuxFile.cs", "makes new files, and reads what that place has opened"),
            ("CovidXray.Cli/ProcessLimits.cs", "opens /dev/null, to know how many files can be open"),
            ("CovidXray/Releases/Transfer/PartialFile.cs", "goes on with a part that this program made, which it also writes"),
            ("CovidXray/Releases/Transfer/DiskFlush.cs", "opens what it has just written, to flush it"),
            ("CovidXray/Files/RunningProcess.cs", "reads files of /proc, whose names it makes itself"),
        ];
        var root = Path.Combine(Repository.Root, "src");
        var readers = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(root, f).Replace(Path.DirectorySeparatorChar, '/'), File: f))
            .Where(f => f.Path.Split('/')[1] is not ("bin" or "obj"))
            .Where(f => WithoutComments(File.ReadAllText(f.File)).Split('\n').Any(line => Regex.IsMatch(line, Opening) && !Regex.IsMatch(line, @"FileMode\.(CreateNew|OpenOrCreate|Append)|FileAccess\.Write\b")))
            .Select(f => f.Path);
        Assert.Equal(exceptions.Select(e => e.File).Order(StringComparer.Ordinal), readers.Order(StringComparer.Ordinal));
    }

    private const string Opening =
        @"\bFile\.(Read\w+|Open\w*|AppendText|Copy)\(|\bnew FileStream\(|\bFileInfo\([^)]*\)\.(Open|Copy)|\bZipFile\.|\bnew StreamReader\((path|file)\b|\.FromFile\(|NewFromFile|\bMemoryMapped|EntryPoint = ""open""";

    /// <summary>Rows are <c>| stage | `Folder/` | `Used` `Used` | what it holds |</c>; "nothing" and "all above" are words.</summary>
    private static Dictionary<string, string[]> ReadMap()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var map = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (Match row in Regex.Matches(page, @"^\| [a-z, ]+ \| `(?<folder>\w+)/` \| (?<uses>[^|]+) \|", RegexOptions.Multiline))
        {
            var uses = row.Groups["uses"].Value;
            map.Add(row.Groups["folder"].Value, uses switch
            {
                "nothing" => [],
                "all above" => [.. map.Keys],
                _ => [.. Regex.Matches(uses, @"`(?<name>\w+)`").Select(m => m.Groups["name"].Value)],
            });
        }

        return map;
    }

    private static string WithoutComments(string text) => Regex.Replace(text, "^ *//.*$", "", RegexOptions.Multiline);

    private static List<(string Path, string Folder, string Text)> Sources()
    {
        var sources = new List<(string, string, string)>();
        foreach (var file in Directory.EnumerateFiles(Library, "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Library, file);
            var folder = path.Split(Path.DirectorySeparatorChar)[0];
            if (folder is not ("bin" or "obj"))
            {
                sources.Add((path, folder, File.ReadAllText(file)));
            }
        }

        Assert.InRange(sources.Count, 100, int.MaxValue);
        return sources;
    }
}
