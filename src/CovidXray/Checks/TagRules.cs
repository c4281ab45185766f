using CovidXray.Checks.Tags;

namespace CovidXray.Checks;

/// <summary>Rules of tags.</summary>
internal static class TagRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        .. ViewRules.All,
        .. UnitRules.All,
        .. ValueRules.All,
        .. OutcomeRules.All,
        .. PatientRules.All,
        .. KeyRules.All,
        .. ClassRules.All,
        .. MojibakeRules.OfTags,
    ];
}
