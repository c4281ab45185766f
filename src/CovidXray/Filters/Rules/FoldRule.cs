using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Filters.Rules;

/// <summary>Keeps images on which one of some folds validates.</summary>
internal sealed class FoldRule : FilterRule
{
    private readonly int[] _folds;

    public FoldRule(string text)
        : base("fold", text) => _folds = [.. text.Split(',').Select(Fold)];

    public override bool Keeps(ImageFacts image) => image.Place.Fold is { } fold && _folds.Contains(fold);

    public override string Explain(ImageFacts image) => image.Place switch
    {
        { Fold: { } fold } => $"is in fold {fold:D}",
        { Part: { } part } => $"is in no fold, but in {PartNames.Of(part)}",
        _ => "the split does not know it",
    };

    private static int Fold(string text) => int.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var fold)
        ? fold
        : throw new FilterException("fold", $"expected numbers of folds from 0, such as 0 or 1,2, found {NearestNames.Quoted(text)}");
}
