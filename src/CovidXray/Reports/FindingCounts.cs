using CovidXray.Checks;

namespace CovidXray.Reports;

/// <summary>How many findings there are.</summary>
internal static class FindingCounts
{
    /// <summary>Of each level, the gravest first; 0 where there is none.</summary>
    public static IReadOnlyList<(FindingLevel Level, int Count)> ByLevel(IReadOnlyList<Finding> findings) =>
        [.. Enum.GetValues<FindingLevel>().OrderDescending().Select(level => (level, findings.Count(f => f.Rule.Level == level)))];

    /// <summary>Of each rule that found something, most first.</summary>
    public static IReadOnlyList<(CheckRule Rule, int Count)> ByRule(IReadOnlyList<Finding> findings)
    {
        var order = CheckRules.All.Index().ToDictionary(r => r.Item, r => r.Index);
        return [.. findings.CountBy(f => f.Rule).OrderByDescending(r => r.Value).ThenBy(r => order.GetValueOrDefault(r.Key, int.MaxValue)).Select(r => (r.Key, r.Value))];
    }

    /// <summary><c>1 error, 12 warnings</c>, or that nothing was found.</summary>
    public static string Sums(IReadOnlyList<Finding> findings)
    {
        string[] sums = [.. ByLevel(findings).Where(l => l.Count > 0).Select(l => Wording.Count(l.Count, LevelNames.Of(l.Level)))];
        return sums.Length == 0 ? "nothing found" : string.Join(", ", sums);
    }
}
