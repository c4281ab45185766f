using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Checks.Metadata;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks.Tags;

/// <summary>Rules of class tags: what is seen on an image.</summary>
internal static class ClassRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("T27", "conflicting-classes", FindingLevel.Error)
        {
            What = "The class tags of an image say healthy and ill.",
            Why = "One of both is wrong; the image is in both classes of whoever trains on them.",
            Advice = "Compare with the metadata table and the article, and take the wrong tag away.",
            Source = "V7's release has no such image (measured). Two pneumonias may be in one patient, and are no contradiction.",
            OfFacts = Conflicting,
        },
        new("T28", "no-class", FindingLevel.Warning)
        {
            What = "An image has no class tag, though most others have one.",
            Why = "It is in no class: filters leave it out, and programs that take all without COVID-19 for healthy take it, too.",
            Advice = "Give it its class, or leave it out.",
            Source = "All images of half of V7's release have class tags (measured). A class tag is one without a key that is no modality and no number; told where more than half of the images have one.",
            OfDataset = WithoutClass,
        },
    ];

    private static IEnumerable<Observation> Conflicting(ImageFacts image)
    {
        if (image.Tags.All.FirstOrDefault(FoundLabels.IsHealthy) is { } healthy && image.Tags.All.Index().FirstOrDefault(t => FoundLabels.IsIll(t.Item)) is { Item: { } ill, Index: var index })
        {
            yield return new Observation($"the tags '{ForeignText.Quote(healthy)}' and '{ForeignText.Quote(ill)}' exclude each other") { Tag = index };
        }
    }

    private static IEnumerable<Observation> WithoutClass(CheckedDataset dataset)
    {
        var with = dataset.Images.Count(i => i.Facts.Tags.All.Any(IsClass));
        return with * 2 <= dataset.Images.Count ? [] :
            from image in dataset.Images
            where !image.Facts.Tags.All.Any(IsClass)
            select new Observation(string.Create(CultureInfo.InvariantCulture, $"there is no class tag, such as COVID-19; {with:N0} of {dataset.Images.Count:N0} images have one")) { Image = image.Facts.Id };
    }

    private static bool IsClass(string tag) =>
        tag.AsSpan().IndexOfAny(":/=") < 0
        && !tag.Equals("X-ray", StringComparison.OrdinalIgnoreCase)
        && !tag.Equals("CT", StringComparison.OrdinalIgnoreCase)
        && TagSet.NumberOf(tag) is null
        && KeySpelling.Meant(tag) is null;
}
