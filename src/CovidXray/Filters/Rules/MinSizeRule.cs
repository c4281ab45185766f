namespace CovidXray.Filters.Rules;

/// <summary>Keeps images whose sides are both long enough.</summary>
internal sealed class MinSizeRule(string text) : FilterRule("min-size", text)
{
    private readonly SizeLimit _limit = SizeLimit.Parse("min-size", text);

    public override bool Keeps(ImageFacts image) => image.Width >= _limit.Width && image.Height >= _limit.Height;

    public override string Explain(ImageFacts image) => $"{image.Width} x {image.Height} pixels";
}
