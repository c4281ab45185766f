namespace CovidXray.Filters.Rules;

/// <summary>What one rule did to the images.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Dropped">Images that it dropped and no rule before it did: these numbers and the kept images add up to the total.</param>
/// <param name="DroppedAlone">Images that it would drop if it were the only rule.</param>
public sealed record RuleOutcome(FilterRule Rule, int Dropped, int DroppedAlone);
