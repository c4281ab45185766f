using CovidXray.Filters.Rules;

namespace CovidXray.Filters.Where;

/// <summary>Keeps images for which an expression holds.</summary>
internal sealed class WhereRule(string text) : FilterRule("where", text)
{
    private readonly WhereExpression _expression = WhereExpression.Parse(text);

    internal override IReadOnlyList<FilterField> Fields => _expression.Fields;

    internal override IReadOnlyList<SoughtText> Sought => _expression.Sought;

    public override bool Keeps(ImageFacts image) => _expression.Matches(image);

    public override string Explain(ImageFacts image)
    {
        var values = string.Join(", ", _expression.Fields.Select(f => $"{f.Name} {f.Format(image) ?? "missing"}"));
        return (values.Length, Keeps(image)) switch
        {
            (0, true) => "it holds",
            (0, false) => "it does not hold",
            (_, true) => $"it holds: {values}",
            (_, false) => $"it does not hold: {values}",
        };
    }
}
