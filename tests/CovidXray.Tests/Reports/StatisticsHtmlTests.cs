using System.Text;
using System.Text.RegularExpressions;
using CovidXray.Filters;
using CovidXray.Reports;

namespace CovidXray.Tests.Reports;

public sealed class StatisticsHtmlTests
{
    private const string Attack = "location:</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

    [Fact]
    public void Texts_from_the_data_stay_texts()
    {
        var statistics = Observed.Statistics([Attack, "<b>", "View/<i>"], [Attack]);
        var page = Encoding.UTF8.GetString(StatisticsHtml.Write(new StatisticsReport(statistics)
        {
            Title = "<script>alert(3)</script>",
            Scope = "<script>alert(4)</script>",
            Fields = [FilterFields.Find("location")!],
            CrossTables = [statistics.Cross(FilterFields.Find("location")!, FilterFields.Find("view")!)],
        }));
        Assert.Equal(1, Regex.Count(page, "<script"));
        Assert.Equal(1, Regex.Count(page, "</script"));
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>&", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_asks_the_network_for_nothing()
    {
        var page = Encoding.UTF8.GetString(StatisticsHtml.Write(new StatisticsReport(Observed.Statistics(["X-ray"]))));
        Assert.DoesNotMatch(@"\b(src|srcset|href|action)=(?!""data:)", page);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', page);
    }
}
