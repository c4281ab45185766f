using System.Security.Cryptography;
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

    /// <summary>Should text of others ever come to be more than text: nothing runs, nothing is fetched, nothing is sent.</summary>
    [Fact]
    public void Its_policy_allows_its_own_style_sheet_and_nothing_else()
    {
        var statistics = Observed.Statistics(["X-ray", "Sex/M"], ["X-ray", "Sex/F", "View/PA"]);
        var page = Encoding.UTF8.GetString(StatisticsHtml.Write(new StatisticsReport(statistics) { CrossTables = [statistics.Cross(FilterFields.Find("sex")!, FilterFields.Find("view")!)] }));
        var style = Regex.Match(page, "<style>(?<rules>.*?)</style>", RegexOptions.Singleline).Groups["rules"].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var policy = Regex.Match(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"(?<policy>[^\"]*)\">").Groups["policy"];
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'", policy.Value);
        Assert.InRange(policy.Index, 0, page.IndexOf("<link", StringComparison.Ordinal));
        Assert.DoesNotMatch("<[^>]* (style|on[a-z]+)=", page);
        Assert.Contains("class=\"heat s", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_asks_the_network_for_nothing()
    {
        var page = Encoding.UTF8.GetString(StatisticsHtml.Write(new StatisticsReport(Observed.Statistics(["X-ray"]))));
        Assert.DoesNotMatch(@"\b(src|srcset|href|action)=(?!""data:)", page);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("https?:", page);
        Assert.DoesNotContain('\r', page);
    }
}
