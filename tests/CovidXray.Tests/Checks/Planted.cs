using System.Text;
using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Checks;

/// <summary>Small datasets with faults on purpose, and what a rule finds in them.</summary>
internal static class Planted
{
    /// <summary>What a rule finds in one image.</summary>
    /// <param name="code">The rule.</param>
    /// <param name="tags">The image's tags, comma-separated.</param>
    /// <param name="regions">Its annotations, comma-separated.</param>
    /// <param name="metadata">A table with a row of it, <c>7.jpg</c>; null for none.</param>
    public static IReadOnlyList<string> In(string code, string tags, string regions = "", string? metadata = null) =>
        [.. CheckRules.Find(code)!.OfFacts!(FactsOf("7", tags, regions, Table(metadata))).Select(o => o.Text)];

    /// <summary>What a rule finds among images, told as <c>id others: text</c>.</summary>
    /// <param name="images">The ids and the tags of the images; each has the name <c>id.jpg</c>.</param>
    public static IReadOnlyList<string> Among(string code, string? metadata, params (string Id, string Tags)[] images)
    {
        var table = Table(metadata);
        var dataset = new CheckedDataset("planted", [.. images.Select(i => new ImageSummary(FactsOf(i.Id, i.Tags, "", table), i.Id + ".json") { Names = [] })]) { Metadata = table };
        return [.. CheckRules.Find(code)!.OfDataset!(dataset).Select(o => $"{string.Join(' ', o.Others.Prepend(o.Image ?? "-"))}: {o.Text}")];
    }

    private static MetadataTable? Table(string? metadata) => metadata is null ? null : MetadataTable.Read(Encoding.UTF8.GetBytes(metadata), "metadata.csv");

    private static ImageFacts FactsOf(string id, string tags, string regions, MetadataTable? table) =>
        new(Facts.Named(id, id + ".jpg", Split(regions), Split(tags)), table);

    private static string[] Split(string text) => text.Length == 0 ? [] : text.Split(", ");
}
