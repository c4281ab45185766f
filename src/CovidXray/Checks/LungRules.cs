namespace CovidXray.Checks;

/// <summary>Rules of lungs and Ignore regions.</summary>
internal static class LungRules
{
    public static IReadOnlyList<CheckRule> All { get; } = [];
}
