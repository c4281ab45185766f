namespace CovidXray.Checks;

/// <summary>The groups of rules, by the letter that their codes begin with.</summary>
public static class CheckGroups
{
    /// <summary>All groups, in the order in which they are shown.</summary>
    public static IReadOnlyList<(char Letter, string Name)> All { get; } =
    [
        ('A', "annotations"),
        ('T', "tags"),
        ('F', "films"),
        ('M', "metadata"),
        ('S', "split"),
    ];
}
