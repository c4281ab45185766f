using System.Globalization;
using System.Text.RegularExpressions;

namespace CovidXray.Tests.Files;

public sealed class FileLimitTests
{
    /// <summary>A constant near each reader, a row for each in docs/reliability.md.</summary>
    [Fact]
    public void The_limits_of_the_readers_are_those_that_the_docs_tell()
    {
        var source = Path.Combine(Repository.Root, "src");
        var limits = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetRelativePath(source, f).Split(Path.DirectorySeparatorChar)[1] is not ("bin" or "obj"))
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), "FileLimit \\w+ = new\\((?<bytes>[\\d_]+), \"(?<what>[^\"]+)\"\\);"))
            .Select(m => (What: m.Groups["what"].Value, Bytes: long.Parse(m.Groups["bytes"].Value.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reliability.md"));
        var section = page[page.IndexOf("## Limits", StringComparison.Ordinal)..page.IndexOf("## Text of others", StringComparison.Ordinal)];
        var told = Regex.Matches(section, @"^\| (?<what>[^|]+) \| (?<bytes>[\d,]+) \|$", RegexOptions.Multiline)
            .Select(m => (What: m.Groups["what"].Value, Bytes: long.Parse(m.Groups["bytes"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
        Assert.Equal(limits.Distinct().OrderByDescending(l => l.Bytes).ThenBy(l => l.What, StringComparer.Ordinal), told);
    }
}
