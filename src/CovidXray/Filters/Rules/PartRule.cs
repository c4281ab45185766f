using CovidXray.Annotations;

namespace CovidXray.Filters.Rules;

/// <summary>Keeps images that the split puts into one of some parts.</summary>
internal sealed class PartRule : FilterRule
{
    private readonly DatasetPart[] _parts;

    public PartRule(string text)
        : base("part", text) => _parts = [.. text.Split(',').Select(Part)];

    public override bool Keeps(ImageFacts image) => image.Place.Part is { } part && _parts.Contains(part);

    public override string Explain(ImageFacts image) => image.Place switch
    {
        { Part: { } part } => $"is in {PartNames.Of(part)}",
        { Fold: { } fold } => $"is in no part, but in fold {fold:D}",
        _ => "the split does not know it",
    };

    private static DatasetPart Part(string name) => PartNames.Find(name) ?? throw Unknown(name);

    private static FilterException Unknown(string name)
    {
        var near = NearestNames.To(name, PartNames.All);
        return new FilterException("part", $"expected {string.Join(", ", PartNames.All)}, found {NearestNames.Quoted(name)}{NearestNames.Ask(near)}") { Suggestions = near };
    }
}
