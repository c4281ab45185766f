namespace CovidXray.Filters.Rules;

/// <summary>Keeps images whose sides are both short enough.</summary>
internal sealed class MaxSizeRule(string text) : FilterRule("max-size", text)
{
    private readonly SizeLimit _limit = SizeLimit.Parse("max-size", text);

    public override bool Keeps(ImageFacts image) => image.Width <= _limit.Width && image.Height <= _limit.Height;

    public override string Explain(ImageFacts image) => $"{image.Width} x {image.Height} pixels";
}
