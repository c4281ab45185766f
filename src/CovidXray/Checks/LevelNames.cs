namespace CovidXray.Checks;

/// <summary>What levels are called, in messages and files.</summary>
internal static class LevelNames
{
    /// <summary>The level's name: <c>warning</c>.</summary>
    public static string Of(FindingLevel level) => level switch
    {
        FindingLevel.Error => "error",
        FindingLevel.Warning => "warning",
        _ => "note",
    };

    /// <summary>The level of a name; null if there is none of it.</summary>
    public static FindingLevel? Parse(string name) => name switch
    {
        "error" => FindingLevel.Error,
        "warning" => FindingLevel.Warning,
        "note" => FindingLevel.Note,
        _ => null,
    };
}
