namespace CovidXray.Checks;

/// <summary>Rules of the metadata table.</summary>
internal static class MetadataRules
{
    public static IReadOnlyList<CheckRule> All { get; } = [];
}
