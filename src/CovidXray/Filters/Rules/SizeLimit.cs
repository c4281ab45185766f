using System.Globalization;

namespace CovidXray.Filters.Rules;

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
