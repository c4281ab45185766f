namespace CovidXray.Robustness.KillPoints;

/// <summary>All scenarios. This is the only list.</summary>
internal static class Scenarios
{
    /// <summary>Those that a program has the formats for.</summary>
    public static IEnumerable<Scenario> All(bool isManaged) =>
        [.. MasksScenarios.All, .. PreviewScenarios.All, .. ExportScenarios.All(isManaged), .. ShardScenarios.All, .. DatasetScenarios.All, .. PullScenarios.All];
}
