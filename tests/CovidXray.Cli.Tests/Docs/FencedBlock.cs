using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Docs;

/// <summary>A fenced block of a page, with the block of its output if that comes next.</summary>
/// <param name="Page">The page, such as <c>docs/masks.md</c>.</param>
/// <param name="Line">The number of its first line, the fence, from 1.</param>
/// <param name="Info">The words behind the fence: the language, then marks.</param>
/// <param name="Text">What stands between the fences.</param>
internal sealed record FencedBlock(string Page, int Line, string[] Info, string Text)
{
    private const string Fence = "```";

    /// <summary>README, CONTRIBUTING, CHANGELOG and all of docs/, relative to the repository, with <c>/</c>.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(p => $"docs/{Path.GetFileName(p)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>All blocks of all pages.</summary>
    public static IReadOnlyList<FencedBlock> All { get; } = [.. Pages.SelectMany(In)];

    /// <summary>What the page says the block prints; null if it does not say.</summary>
    public string? Output { get; private init; }

    public string Language => Info.FirstOrDefault("");

    /// <summary>Whether a shell runs it: blocks of <c>sh</c>, unless they need what a test has not.</summary>
    public bool IsRun => Language == "sh" && !Info.Any(mark => mark is "network" or "cluster" or "parsed");

    public override string ToString() => $"{Page}:{Line}";

    /// <summary>The lines of a page, without the end of the last.</summary>
    public static string[] LinesOf(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).TrimEnd('\n').Split('\n');

    private static IEnumerable<FencedBlock> In(string page)
    {
        var lines = LinesOf(page);
        FencedBlock? last = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.IndexOf(lines, Fence, i + 1);
            Assert.True(end > i, $"{page}:{i + 1}: the block has no end");
            var block = new FencedBlock(page, i + 1, lines[i][Fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries), string.Join('\n', lines[(i + 1)..end]));
            i = end;
            if (block.Language == "output")
            {
                Assert.True(last is { Output: null }, $"{block}: an output without a command before it");
                last = last with { Output = block.Text };
                continue;
            }

            if (last is not null)
            {
                yield return last;
            }

            last = block;
        }

        if (last is not null)
        {
            yield return last;
        }
    }
}
