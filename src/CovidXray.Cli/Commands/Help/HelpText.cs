using System.CommandLine;
using CovidXray.Cli.Commands.Options;

namespace CovidXray.Cli.Commands.Help;

/// <summary>The built-in help of a command, cut into its parts, so that options can stand in groups.</summary>
internal sealed class HelpText
{
    private readonly string[] _before;
    private readonly string[] _after;
    private readonly List<(string Name, List<string> Lines)> _options = [];

    /// <param name="text">What the built-in help says.</param>
    /// <param name="command">The command that it is of.</param>
    public HelpText(string text, Command command)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var start = Array.IndexOf(lines, "Options:");
        var end = start < 0 ? lines.Length : Array.FindIndex(lines, start, string.IsNullOrWhiteSpace) is var blank && blank < 0 ? lines.Length : blank;
        _before = lines[..(start < 0 ? end : start)];
        _after = lines[Math.Min(end + 1, lines.Length)..];
        foreach (var line in start < 0 ? [] : lines[(start + 1)..end])
        {
            // Further lines of an option's description are indented.
            if (line.StartsWith("  -", StringComparison.Ordinal))
            {
                _options.Add((NameOf(line, command), []));
            }

            _options[^1].Lines.Add(line);
        }
    }

    /// <summary>What stands before the options, and behind them.</summary>
    public (IReadOnlyList<string> Before, IReadOnlyList<string> After) Rest => (_before, _after);

    /// <summary>The lines of options, in the order of their names; names of no option are left out.</summary>
    public IEnumerable<string> LinesOf(IEnumerable<string> names) => names.SelectMany(name => _options.Where(o => o.Name == name)).SelectMany(o => o.Lines);

    /// <summary>Whether the command has an option.</summary>
    public bool Has(string name) => _options.Exists(o => o.Name == name);

    /// <summary>The names of the options that are in none of the groups.</summary>
    public IEnumerable<string> NamesOutside(IEnumerable<OptionGroup> groups) => _options.Select(o => o.Name).Except(groups.SelectMany(g => g.Names), StringComparer.Ordinal);

    private static string NameOf(string line, Command command)
    {
        string[] words = line.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return KnownOptions.Of(command).First(o => words.TakeWhile(w => w[0] == '-').Any(w => w == o.Name || o.Aliases.Contains(w))).Name;
    }
}
