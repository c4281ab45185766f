using System.Globalization;
using System.Net;
using System.Text;

namespace CovidXray.Reports;

/// <summary>A horizontal bar chart as inline SVG. Colours come from the page's style sheet, so that it follows light, dark and print.</summary>
internal static class SvgBars
{
    private const int LabelWidth = 230;
    private const int BarWidth = 290;
    private const int NumberWidth = 80;
    private const int RowHeight = 22;

    public static void Append(StringBuilder html, string title, IReadOnlyList<(string Label, long Count)> bars)
    {
        const int Width = LabelWidth + BarWidth + NumberWidth;
        var longest = Math.Max(1, bars.Count == 0 ? 1 : bars.Max(b => b.Count));
        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Math.Max(1, bars.Count) * RowHeight}\" role=\"img\" aria-label=\"{Encode(title)}\">\n");
        for (var i = 0; i < bars.Count; i++)
        {
            var (label, count) = bars[i];
            var y = i * RowHeight;
            var width = Math.Round((double)BarWidth * count / longest, 2);
            html.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth - 8}\" y=\"{y + 15}\" class=\"label\">{Encode(Short(label))}<title>{Encode(label)}</title></text>");
            html.Append(CultureInfo.InvariantCulture, $"<rect x=\"{LabelWidth}\" y=\"{y + 3}\" width=\"{width}\" height=\"{RowHeight - 7}\" rx=\"2\" class=\"{(label == "missing" ? "bar missing" : "bar")}\"/>");
            html.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth + width + 6}\" y=\"{y + 15}\" class=\"number\">{count:N0}</text>\n");
        }

        html.Append("</svg>\n");
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Short(string label) => label.Length <= 28 ? label : string.Concat(label.AsSpan(0, 27), "…");
}
