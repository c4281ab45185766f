namespace CovidXray.Checks;

/// <summary>Rules of names of categories.</summary>
internal static class NameRules
{
    public static IReadOnlyList<CheckRule> All { get; } = [];
}
