using CovidXray.Filters;
using CovidXray.Masks;
using CovidXray.Reports;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Reports;

/// <summary>Observed images that no file holds.</summary>
internal static class Observed
{
    public static ImageMeasurements Of(string id, int width, int height, IEnumerable<string> regions, params string[] tags)
    {
        var image = Facts.Image(id, width, height, regions, tags);
        return ImageMeasurements.From(image, new ImageFacts(image), mask: null, LabelMap.Default);
    }

    public static DatasetStatistics Statistics(params string[][] tags) =>
        new(tags.Select((t, i) => Of($"{i}", 8, 6, [], t)));
}
