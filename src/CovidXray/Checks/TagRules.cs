namespace CovidXray.Checks;

/// <summary>Rules of tags.</summary>
internal static class TagRules
{
    public static IReadOnlyList<CheckRule> All { get; } = [];
}
