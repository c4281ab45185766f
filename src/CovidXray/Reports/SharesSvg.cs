using System.Globalization;
using System.Text;

namespace CovidXray.Reports;

/// <summary>How a label's classes share out the images of each value of a field: a small chart of bars that are all as long.</summary>
internal static class SharesSvg
{
    private const int Width = 360;
    private const int Labels = 130;
    private const int Numbers = 40;
    private const int RowHeight = 20;
    private const int MostValues = 10;
    private const int Letters = 17;

    /// <summary>The chart: values with the most images; numbers in their order.</summary>
    public static string Chart(AuditField field, IReadOnlyList<AuditClass> classes)
    {
        AuditValue[] values = [.. field.Values.Take(field.IsNumber ? int.MaxValue : MostValues)];
        var others = field.Values.Count - values.Length;
        var rows = values.Length + (others > 0 ? 1 : 0);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Math.Max(1, rows) * RowHeight}\" role=\"img\" aria-label=\"{HtmlPage.Encode($"{field.Name}: shares of {string.Join(", ", classes.Select(c => c.Name))}")}\">\n");
        for (var i = 0; i < values.Length; i++)
        {
            Append(svg, values[i], i * RowHeight);
        }

        if (others > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Labels - 8}\" y=\"{(values.Length * RowHeight) + 14}\" class=\"label\">and {others:N0} more</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Append(StringBuilder svg, AuditValue value, int y)
    {
        var all = Math.Max(1, value.Images.Sum());
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Labels - 8}\" y=\"{y + 14}\" class=\"label\">{HtmlPage.Encode(Short(value.Name))}<title>{HtmlPage.Encode(value.Name)}</title></text>");
        var x = (double)Labels;
        for (var c = 0; c < value.Images.Count; c++)
        {
            // One colour, pale for the first class to full for the last.
            var width = (double)(Width - Labels - Numbers) * value.Images[c] / all;
            var opacity = 0.15 + (0.85 * c / Math.Max(1, value.Images.Count - 1));
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y + 3}\" width=\"{width:0.##}\" height=\"{RowHeight - 6}\" class=\"bar\" fill-opacity=\"{opacity:0.##}\"/>");
            x += width;
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Numbers + 6}\" y=\"{y + 14}\" class=\"number\">{value.Images.Sum():N0}</text>\n");
    }

    private static string Short(string label) => label.Length <= Letters ? label : string.Concat(label.AsSpan(0, Letters - 1), "…");
}
