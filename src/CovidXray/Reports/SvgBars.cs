using System.Globalization;
using System.Text;

namespace CovidXray.Reports;

/// <summary>Bars as inline SVG. Colours come from the page's style sheet, so that they follow light, dark and print.</summary>
internal static class SvgBars
{
    private const int RowHeight = 22;
    private const double LetterWidth = 7.2;
    private const int NumberWidth = 60;

    /// <summary>The width of a chart in half a page, and the part of it that is for labels.</summary>
    public static readonly (int Width, int Labels) Narrow = (500, 120);

    /// <summary>The same for the whole page.</summary>
    public static readonly (int Width, int Labels) Wide = (1050, 420);

    /// <summary>What stands in its place on a narrow screen, where its letters would be too small.</summary>
    public static readonly (int Width, int Labels) Phone = (500, 250);

    /// <summary>A chart of horizontal bars, each with its label and its number.</summary>
    public static string Chart(string title, IReadOnlyList<(string Label, long Count)> bars, (int Width, int Labels) size)
    {
        var svg = new StringBuilder();
        var longest = Math.Max(1, bars.Count == 0 ? 1 : bars.Max(b => b.Count));
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {size.Width} {Math.Max(1, bars.Count) * RowHeight}\" role=\"img\" aria-label=\"{HtmlPage.Encode(title)}\">\n");
        for (var i = 0; i < bars.Count; i++)
        {
            var (label, count) = bars[i];
            var y = i * RowHeight;
            var width = Math.Round((double)(size.Width - size.Labels - NumberWidth) * count / longest, 2);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{size.Labels - 8}\" y=\"{y + 15}\" class=\"label\">{HtmlPage.Encode(Short(label, size.Labels))}<title>{HtmlPage.Encode(label)}</title></text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{size.Labels}\" y=\"{y + 3}\" width=\"{width}\" height=\"{RowHeight - 7}\" rx=\"2\" class=\"{Style(label)}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{size.Labels + width + 6}\" y=\"{y + 15}\" class=\"number\">{count:N0}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>One bar of three parts, without numbers.</summary>
    public static string Stack(int yes, int no, int missing)
    {
        var total = Math.Max(1, yes + no + missing);
        var (first, second) = (Math.Round(1000.0 * yes / total, 1), Math.Round(1000.0 * no / total, 1));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 1000 30\" preserveAspectRatio=\"none\" class=\"thin\" role=\"img\" aria-label=\"{yes} yes, {no} no, {missing} missing\"><rect width=\"1000\" height=\"30\" class=\"bar missing\"/><rect width=\"{first}\" height=\"30\" class=\"bar\"/><rect x=\"{first}\" width=\"{second}\" height=\"30\" class=\"bar no\"/></svg>");
    }

    private static string Style(string label) => label == Distribution.MissingName ? "bar missing" : label.EndsWith(Distribution.OthersName, StringComparison.Ordinal) ? "bar others" : "bar";

    private static string Short(string label, int width)
    {
        var letters = (int)((width - 8) / LetterWidth);
        return label.Length <= letters ? label : string.Concat(label.AsSpan(0, letters - 1), "…");
    }
}
