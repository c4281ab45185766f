using System.Globalization;

namespace CovidXray.Filters.Rules;

/// <summary>Keeps images whose sides are both long enough.</summary>
internal sealed class MinSizeRule(string text) : FilterRule("min-size", text)
{
    private readonly SizeLimit _limit = SizeLimit.Parse("min-size", text);

    public override bool Keeps(ImageFacts image) => image.Width >= _limit.Width && image.Height >= _limit.Height;

    public override string Explain(ImageFacts image) => $"{image.Width} x {image.Height} pixels";
}

/// <summary>Keeps images whose sides are both short enough.</summary>
internal sealed class MaxSizeRule(string text) : FilterRule("max-size", text)
{
    private readonly SizeLimit _limit = SizeLimit.Parse("max-size", text);

    public override bool Keeps(ImageFacts image) => image.Width <= _limit.Width && image.Height <= _limit.Height;

    public override string Explain(ImageFacts image) => $"{image.Width} x {image.Height} pixels";
}

/// <summary>A limit for an image's sides: <c>512</c> for both, <c>1024x512</c> for width and height.</summary>
internal readonly record struct SizeLimit(int Width, int Height)
{
    /// <exception cref="FilterException">The text is no size.</exception>
    public static SizeLimit Parse(string option, string text)
    {
        var sides = text.Split('x', 'X', '×');
        var width = Side(sides[0]);
        var height = Side(sides[^1]);
        if (sides.Length > 2 || width is null || height is null)
        {
            throw new FilterException(
                option,
                $"{NearestNames.Quoted(text)} is no size; expected one number for both sides, such as 512, or width x height, such as 1024x512");
        }

        return new SizeLimit(width.Value, height.Value);
    }

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var side) && side > 0
            ? side
            : null;
}
