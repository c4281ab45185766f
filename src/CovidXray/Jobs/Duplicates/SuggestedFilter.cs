using CovidXray.Duplicates;
using CovidXray.Filters;
using CovidXray.Jobs.Filter;

namespace CovidXray.Jobs.Duplicates;

/// <summary>The filter that keeps one film of each group among the chosen images: a rule on top of those that chose them.</summary>
public sealed record SuggestedFilter
{
    private SuggestedFilter(IReadOnlyList<string> dropped, IReadOnlyList<ImageFilter> filters)
    {
        Dropped = dropped;
        Where = dropped.Count == 0 ? null : $"id not in ({string.Join(", ", dropped.Select(Quoted))})";
        Arguments = Where is null ? [] : CombinedRules.Arguments(CombinedRules.Of([.. filters.Select(f => f.Options), new FilterOptions { Where = [Where] }]));
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
}
