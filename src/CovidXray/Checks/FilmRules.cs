namespace CovidXray.Checks;

/// <summary>Rules of films.</summary>
internal static class FilmRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        .. FilmFileRules.All,
        .. FilmHeaderRules.All,
        .. FilmPixelRules.All,
        .. MirrorRule.All,
        .. FilmCopyRules.All,
        .. FilmNameRules.All,
    ];
}
