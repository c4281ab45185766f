namespace CovidXray.Filters.Rules;

/// <summary>Keeps images that have at least one of the names.</summary>
internal sealed class IncludeRule : FilterRule
{
    private readonly NameTerm[] _terms;

    public IncludeRule(string text)
        : base("include", text) => _terms = [.. NameList.Parse("include", text).Select(n => new NameTerm("include", n))];

    internal override IReadOnlyList<NameTerm> Names => _terms;

    public override bool Keeps(ImageFacts image) => First(image) is not null;

    public override string Explain(ImageFacts image) => First(image) is { } term
        ? term.Describe(image)
        : _terms.Length == 1 ? $"is not {NearestNames.Quoted(_terms[0].Name)}"
        : $"is none of {string.Join(", ", _terms.Select(t => NearestNames.Quoted(t.Name)))}";

    private NameTerm? First(ImageFacts image)
    {
        foreach (var term in _terms)
        {
            if (term.Matches(image))
            {
                return term;
            }
        }

        return null;
    }
}
