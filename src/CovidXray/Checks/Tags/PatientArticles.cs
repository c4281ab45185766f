using CovidXray.Filters;
using CovidXray.Filters.Metadata;

namespace CovidXray.Checks.Tags;

/// <summary>Where the images of a patient were published: articles by DOI, pages by address.</summary>
internal static class PatientArticles
{
    /// <summary>The articles, or the pages, that the images of a patient are in, if these are of several cases; null if they may be of one.</summary>
    public static (string What, IReadOnlyList<IGrouping<string, ImageFacts>> Images)? Several(IEnumerable<ImageFacts> patient)
    {
        var known = patient.Where(f => f.Metadata is { } row && (DoiOf(row) ?? row.Url) is not null).ToList();
        var articles = known.Where(f => DoiOf(f.Metadata!) is not null).GroupBy(f => DoiOf(f.Metadata!)!, StringComparer.Ordinal).ToList();
        if (articles.Count > 1)
        {
            return ("is in several articles", articles);
        }

        var pages = known.GroupBy(f => PageOf(f.Metadata!), StringComparer.Ordinal).ToList();
        return pages.Count > 1 && AreSeveral(pages.Select(p => p.Key), articles.Count) ? ("is on several pages", pages) : null;
    }

    /// <summary>One article may stand on the pages of several publishers; without an article, or on several pages of one publisher, there may be several cases.</summary>
    private static bool AreSeveral(IEnumerable<string> pages, int articles) =>
        articles == 0 || pages.GroupBy(p => p.Split('/')[0], StringComparer.Ordinal).Any(host => host.Skip(1).Any());

    private static string? DoiOf(MetadataRow row) => row.Doi is { Length: > 1 } doi ? doi.ToLowerInvariant() : null;

    /// <summary>A page's address without what changes between visits: <c>radiopaedia.org/cases/covid-19</c>; the DOI where there is none.</summary>
    private static string PageOf(MetadataRow row)
    {
        if (!Uri.TryCreate(row.Url, UriKind.Absolute, out var address))
        {
            return row.Url ?? row.Doi!;
        }

        var host = address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
        return (host + address.AbsolutePath).TrimEnd('/').ToLowerInvariant();
    }
}
