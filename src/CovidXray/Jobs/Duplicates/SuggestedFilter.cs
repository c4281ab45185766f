using CovidXray.Duplicates;
using CovidXray.Filters;
using CovidXray.Filters.Rules;

namespace CovidXray.Jobs.Duplicates;

/// <summary>The filter that keeps one film of each group among the chosen images: a rule on top of those that chose them.</summary>
public sealed record SuggestedFilter
{
    private SuggestedFilter(IReadOnlyList<string> dropped, IReadOnlyList<ImageFilter> filters)
    {
        Dropped = dropped;
        Where = dropped.Count == 0 ? null : $"id not in ({string.Join(", ", dropped.Select(Quoted))})";
        Arguments = Where is null ? [] : [.. filters.SelectMany((f, i) => ArgumentsOf(f.Options, isFirst: i == 0)), "--where", Where];
    }

    /// <summary>The images that go, by id (ordinal).</summary>
    public IReadOnlyList<string> Dropped { get; }

    /// <summary>The rule; null if nothing needs to go.</summary>
    public string? Where { get; }

    /// <summary>The options of <c>covidxr filter</c>: the rules that chose the images, which it would forget otherwise, and this one. None if nothing needs to go.</summary>
    public IReadOnlyList<string> Arguments { get; }

    /// <summary>Makes the filter: of each group, the best of the chosen images stays.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="chosen">The chosen images.</param>
    public static SuggestedFilter Of(DuplicatesResult result, ChosenImages chosen)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(chosen);
        var dropped = DuplicateGroup.Of(result).SelectMany(group => DuplicateGroup.BestFirst(group.Films.Where(f => result.Chosen.Contains(f.Id))).Skip(1).Select(f => f.Id));
        return new SuggestedFilter([.. dropped.Order(StringComparer.Ordinal)], chosen.Filters);
    }

    /// <summary>The options as a shell takes them (sh).</summary>
    public string ToShell() => string.Join(' ', Arguments.Select(ShellWord));

    /// <summary>A word in single quotes, if a shell would not take it as it stands.</summary>
    internal static string ShellWord(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ',' or ':' or '=')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Quoted(string id) => $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<string> ArgumentsOf(FilterOptions rules, bool isFirst)
    {
        // Sizes can be given once; those of a second filter say the same as a rule.
        foreach (var (name, size, sign) in ((string, string?, string)[])[("--min-size", rules.MinSize, ">="), ("--max-size", rules.MaxSize, "<=")])
        {
            if (size is not null)
            {
                var sides = size.Split('x', 'X');
                string[] words = isFirst ? [name, size] : ["--where", $"width {sign} {sides[0].Trim()} and height {sign} {sides[^1].Trim()}"];
                foreach (var word in words)
                {
                    yield return word;
                }
            }
        }

        foreach (var (name, texts) in ((string, IReadOnlyList<string>)[])[("--include", rules.Include), ("--exclude", rules.Exclude), ("--where", rules.Where), ("--license-allow", rules.LicenseAllow)])
        {
            foreach (var text in texts)
            {
                yield return name;
                yield return text;
            }
        }

        if (rules.LicenseAllow.Count > 0 && rules.LicenseUnknown == UnknownLicense.Keep)
        {
            yield return "--license-unknown";
            yield return "keep";
        }
    }
}
