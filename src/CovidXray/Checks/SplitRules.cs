namespace CovidXray.Checks;

/// <summary>Rules of the split.</summary>
internal static class SplitRules
{
    public static IReadOnlyList<CheckRule> All { get; } = [];
}
