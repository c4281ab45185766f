namespace CovidXray.Filters.Rules;

/// <summary>What one rule says about one image.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Keeps">Whether the image may stay.</param>
/// <param name="Why">Why, in a few words: <c>157 x 156 pixels</c>.</param>
public sealed record RuleVerdict(FilterRule Rule, bool Keeps, string Why);
