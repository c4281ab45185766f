using System.Text.RegularExpressions;

namespace CovidXray.Tests;

/// <summary>The folders of the library and what each may use: the table of README, held.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Library = Path.Combine(Repository.Root, "src", "CovidXray");

    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Annotations"] = [],
        ["Masks"] = [],
        ["Work"] = [],
        ["Files"] = ["Annotations"],
        ["Filters"] = ["Annotations", "Masks", "Files"],
        ["Formats"] = ["Annotations", "Masks", "Files", "Images", "Rasterization"],
        ["Geometry"] = ["Annotations"],
        ["Images"] = ["Annotations", "Masks", "Files"],
        ["Jobs"] = ["Annotations", "Masks", "Work", "Files", "Filters", "Formats", "Geometry", "Images", "Rasterization", "Releases", "Reports"],
        ["Rasterization"] = ["Annotations", "Masks"],
        ["Releases"] = ["Annotations", "Masks", "Work", "Files", "Images"],
        ["Reports"] = ["Annotations", "Masks", "Filters", "Formats", "Geometry", "Images", "Rasterization", "Releases"],
    };

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
    public void Readmes_table_of_stages_has_every_folder()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.All(Sources().Select(s => s.Folder).Distinct(), folder => Assert.Matches($@"(?m)^\| [a-z, ]+ \| `{folder}/` \|", readme));
    }

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
    [InlineData(@"\bVector(?:64|128|256|512)?\b(?!\.IsHardware)|\bRuntime\.Intrinsics\b", "Rasterization/Kernels/|Images/Kernels/|Masks/Kernels/")]
    [InlineData(@"\bunsafe\b|\bUnsafe\.|\bMemoryMarshal\.", "Rasterization/Kernels/|Images/Kernels/|Masks/Kernels/")]
    [InlineData(@"\bSystem\.Reflection\b|\bActivator\.", "")]
    public void What_belongs_to_one_folder_is_in_no_other(string pattern, string homes)
    {
        var strangers = Sources()
            .Where(s => !homes.Split('|', StringSplitOptions.RemoveEmptyEntries).Any(home => s.Path.Replace(Path.DirectorySeparatorChar, '/').StartsWith(home, StringComparison.Ordinal)))
            .Where(s => Regex.IsMatch(WithoutComments(s.Text), pattern))
            .Select(s => s.Path);
        Assert.Empty(strangers);
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
