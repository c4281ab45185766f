using CovidXray.Filters;

namespace CovidXray.Checks;

/// <summary>The rules of <c>check</c>. This is the only list: the command, its help, docs/check.md, reports and tests read it.</summary>
public static class CheckRules
{
    /// <summary>All rules, in the order in which they are shown.</summary>
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        .. PointRules.All,
        .. LungRules.All,
        .. NameRules.All,
        .. TagRules.All,
        .. FilmRules.All,
        .. MetadataRules.All,
        .. SplitRules.All,
    ];

    /// <summary>The rule of a code or a name, any case; null if there is none.</summary>
    public static CheckRule? Find(string text) =>
        All.FirstOrDefault(r => r.Code.Equals(text, StringComparison.OrdinalIgnoreCase) || r.Name.Equals(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>The rules that a text names: a group's letter, a code or a name, any case; none if it names nothing.</summary>
    public static IReadOnlyList<CheckRule> Named(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 1 ? [.. All.Where(r => r.Group == char.ToUpperInvariant(text[0]))]
            : Find(text) is { } rule ? [rule]
            : [];
    }

    /// <summary>The codes and names that are near to one that there is not.</summary>
    internal static IReadOnlyList<string> Nearest(string text) => NearestNames.To(text, All.SelectMany(r => (string[])[r.Code, r.Name]));

    /// <summary><c>; did you mean 'A1'?</c>, or what there is where no code and no name is near.</summary>
    internal static string AskNearest(string text) => Nearest(text) is { Count: > 0 } near
        ? NearestNames.Ask(near)
        : $"; expected groups ({string.Join(", ", CheckGroups.All.Select(g => g.Letter))}), codes such as {All[0].Code}, or names such as {All[0].Name}";
}
