namespace CovidXray.Reports;

/// <summary>The painted area of one category, as <c>masks</c> paints it by default.</summary>
/// <param name="Images">How many images have any.</param>
/// <param name="Pixels">All of its pixels.</param>
/// <param name="MeanShare">Its mean share of an image's pixels, 0 to 1, over the images that have any; 0 if none has.</param>
/// <param name="MinShare">The smallest such share.</param>
/// <param name="MaxShare">The largest such share.</param>
public sealed record AreaSummary(string Category, int Images, long Pixels, double MeanShare, double MinShare, double MaxShare)
{
    /// <summary>Sums up the areas of images.</summary>
    /// <param name="areas">For each image, the category's pixels and all pixels. The order does not change the result.</param>
    public static AreaSummary Of(string category, IEnumerable<(long Pixels, long Total)> areas)
    {
        var some = areas.Where(a => a.Pixels > 0).ToList();
        var shares = some.Select(a => (double)a.Pixels / a.Total).Order().ToArray();
        return shares.Length == 0
            ? new AreaSummary(category, 0, 0, 0, 0, 0)
            : new AreaSummary(category, shares.Length, some.Sum(a => a.Pixels), shares.Sum() / shares.Length, shares[0], shares[^1]);
    }
}
