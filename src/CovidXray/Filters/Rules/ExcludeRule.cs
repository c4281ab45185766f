namespace CovidXray.Filters.Rules;

/// <summary>Drops images that have the name.</summary>
internal sealed class ExcludeRule(string name) : FilterRule("exclude", name)
{
    private readonly NameTerm _term = new("exclude", name);

    internal override IReadOnlyList<NameTerm> Names => [_term];

    public override bool Keeps(ImageFacts image) => !_term.Matches(image);

    public override string Explain(ImageFacts image) =>
        _term.Matches(image) ? _term.Describe(image) : $"is not {NearestNames.Quoted(_term.Name)}";
}
