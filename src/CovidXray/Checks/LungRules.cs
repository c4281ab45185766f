using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Scores;

namespace CovidXray.Checks;

/// <summary>Rules of lungs and Ignore regions.</summary>
internal static class LungRules
{
    /// <summary>How much of the smaller one two lungs may share: their outlines meet.</summary>
    private const double MostOverlap = 0.02;

    /// <summary>The share of the larger lung that the smaller one has at least in 99 % of the release's images.</summary>
    private const double LeastOfLarger = 0.65;

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("A7", "lungs-overlap", FindingLevel.Warning)
        {
            What = "Two lungs of an image overlap by more than 2 % of the smaller one.",
            Why = "Instances share pixels, which a mask gives to one of them alone.",
            Advice = "Look at it: 'covidxr preview ID'; correct the outlines.",
            Source = "Lungs do not overlap on a frontal film.",
            OfImage = LungsOverlap,
        },
        new("A8", "not-two-lungs", FindingLevel.Warning)
        {
            What = "A frontal film has one lung, or more than two.",
            Why = "Whoever trains on it learns that a lung is background, or that a lung is in several pieces. Films without any lung are found by T7.",
            Advice = "Leave it out with --where 'lungs == 2', or draw what is missing.",
            Source = "Measured: each of the 207 frontal films of V7's 253 images has two.",
            OfFacts = facts => facts.View is ImageView.PA or ImageView.AP or ImageView.APSupine && facts.LungCount is not (0 or 2)
                ? [new Observation($"a frontal film ({ViewOf(facts.View)}) with {Lungs(facts.LungCount)}")]
                : [],
        },
        new("A9", "lungs-on-one-side", FindingLevel.Warning)
        {
            What = "The two lungs of a frontal film lie above each other, or on one half of the film.",
            Why = "Right and left lung are told by their centroids ('sides' masks, figures by side), which goes wrong here.",
            Advice = "Look at it: 'covidxr preview ID'; the film may be turned, or one lung drawn in two parts.",
            Source = "The lung whose centroid is on the image's left is the patient's right one: 423 of 423 films with radiologists' boxes. Measured: none of 208 pairs of lungs of V7's 253 images lies so.",
            OfImage = LungsOnOneSide,
        },
        new("A10", "lungs-differ", FindingLevel.Note)
        {
            What = "One lung of a frontal film is smaller than 65 % of the other one.",
            Why = "A part may be missing. It may as well be right: a lung that has collapsed, or was taken out, or a turned patient.",
            Advice = "Look at it: 'covidxr preview ID'.",
            Source = "Measured: of 207 frontal films with two lungs among V7's 253 images, 1 % have less.",
            OfImage = LungsDiffer,
        },
        new("A11", "ignore-outside", FindingLevel.Note)
        {
            What = "An Ignore region touches no lung.",
            Why = "It marks what no lung mask has, so masking it out changes nothing there; it may lie on the wrong film.",
            Advice = "Nothing, if it marks a text or a device beside the lungs.",
            Source = "Measured: 12 of 68 Ignore regions of V7's 253 images.",
            IsOfDrawnOutlines = true,
            OfImage = IgnoreOutside,
        },
        new("A12", "ignore-covers-lung", FindingLevel.Warning)
        {
            What = "Ignore covers more than half of a lung.",
            Why = "Little of that lung is left to learn from or to score.",
            Advice = "Leave the image out, or use --order lung-last.",
            Source = "A region to be left out should be smaller than what it is left out of.",
            OfImage = IgnoreCoversLung,
        },
        new("A13", "ignore-lost-by-v7", FindingLevel.Note)
        {
            What = "V7's own masks lose Ignore pixels of this image, since a lung that stands later in the file is painted over them.",
            Why = "Whoever uses V7's published masks learns markings and devices as lung there.",
            Advice = "Use covidxr's masks, whose default order keeps Ignore; '--order v7' gives V7's.",
            Source = "docs/masks.md, 'Order': 24 of 517 published masks differ so.",
            OfImage = IgnoreLost,
        },
        new("A14", "lungs-not-frontal", FindingLevel.Warning)
        {
            What = "A CT slice or a lateral film has lungs.",
            Why = "'Has a lung' then does not mean 'is a frontal film', as code that filters by annotations takes it.",
            Advice = "Filter by view or modality ('--exclude ct,lateral'), not by lungs.",
            Source = "V7's README calls CT unlabelled; measured: one coronal slice (1676496) of V7's 253 images has lungs, no lateral film has.",
            OfFacts = NotFrontal,
        },
    ];

    private static IEnumerable<Observation> LungsOverlap(CheckedImage image)
    {
        var lungs = image.Lungs;
        for (var i = 1; i < lungs.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (lungs[i].Left >= lungs[j].Right || lungs[j].Left >= lungs[i].Right)
                {
                    // Side by side, as nearly all are.
                    continue;
                }

                var common = MaskMetrics.Overlap(lungs[i].Mask, lungs[j].Mask);
                var smaller = Math.Min(lungs[i].Area, lungs[j].Area);
                if (common > MostOverlap * smaller)
                {
                    yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"Lung overlaps with annotation {lungs[j].Annotation + 1} in {common:N0} pixels, {Percent(common, smaller)} of the smaller one")) { Annotation = lungs[i].Annotation };
                }
            }
        }
    }

    private static IEnumerable<Observation> LungsOnOneSide(CheckedImage image)
    {
        if (!IsFrontal(image) || image.Lungs is not [{ Area: > 0 } one, { Area: > 0 } other])
        {
            yield break;
        }

        var width = Math.Min(one.Width, other.Width);
        if (Math.Abs(one.CentroidX - other.CentroidX) < width / 2.0)
        {
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"the centroids of both lungs are {Math.Abs(one.CentroidX - other.CentroidX):0} pixels apart sideways, less than half a lung's width ({width})")) { Annotation = other.Annotation };
        }
        else if ((one.CentroidX < image.Image.Width / 2.0) == (other.CentroidX < image.Image.Width / 2.0))
        {
            yield return new Observation($"both lungs have their centroids on the image's {(one.CentroidX < image.Image.Width / 2.0 ? "left" : "right")} half") { Annotation = other.Annotation };
        }
    }

    private static IEnumerable<Observation> LungsDiffer(CheckedImage image)
    {
        if (IsFrontal(image) && image.Lungs is [{ Area: > 0 } one, { Area: > 0 } other]
            && Math.Min(one.Area, other.Area) is var smaller && Math.Max(one.Area, other.Area) is var larger && smaller < LeastOfLarger * larger)
        {
            yield return new Observation($"one lung has {Percent(smaller, larger)} of the other one's area") { Annotation = one.Area < other.Area ? one.Annotation : other.Annotation };
        }
    }

    private static IEnumerable<Observation> IgnoreOutside(CheckedImage image) =>
        image.Ignores.Where(i => MaskMetrics.Overlap(i.Mask, image.LungMask) == 0)
            .Select(i => new Observation(image.Lungs.Count == 0 ? "Ignore on an image without lungs" : "Ignore touches no lung") { Annotation = i.Annotation });

    private static IEnumerable<Observation> IgnoreCoversLung(CheckedImage image)
    {
        if (image.Ignores.Count == 0)
        {
            yield break;
        }

        var ignore = image.IgnoreMask;
        foreach (var lung in image.Lungs)
        {
            var covered = MaskMetrics.Overlap(lung.Mask, ignore);
            if (2 * covered > lung.Area)
            {
                yield return new Observation($"Ignore covers {Percent(covered, lung.Area)} of a lung") { Annotation = lung.Annotation };
            }
        }
    }

    private static IEnumerable<Observation> IgnoreLost(CheckedImage image)
    {
        // Only an Ignore that stands before a lung can be painted over by one.
        var lost = image.Ignores.FirstOrDefault(i => image.Lungs.Any(l => l.Annotation > i.Annotation && MaskMetrics.Overlap(l.Mask, i.Mask) > 0));
        if (lost is null)
        {
            yield break;
        }

        var label = LabelMap.Default[Category.Ignore];
        var all = image.Paint(PaintOrder.IgnoreLast).Area(label);
        var left = image.Paint(PaintOrder.V7).Area(label);
        if (left < all)
        {
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"V7's masks lose {(left == 0 ? $"all {all:N0}" : $"{all - left:N0} of {all:N0}")} Ignore pixels of it")) { Annotation = lost.Annotation };
        }
    }

    private static IEnumerable<Observation> NotFrontal(Filters.ImageFacts facts)
    {
        if (facts.LungCount > 0 && facts.Modality == Modality.CT)
        {
            yield return new Observation($"a CT slice with {Lungs(facts.LungCount)}");
        }
        else if (facts.LungCount > 0 && facts.View == ImageView.Lateral)
        {
            yield return new Observation($"a lateral film with {Lungs(facts.LungCount)}");
        }
    }

    private static bool IsFrontal(CheckedImage image) => image.Facts.View is null or ImageView.PA or ImageView.AP or ImageView.APSupine;

    private static string ViewOf(ImageView? view) => view == ImageView.APSupine ? "AP_Supine" : view.ToString()!;

    private static string Lungs(int count) => count == 1 ? "one lung" : string.Create(CultureInfo.InvariantCulture, $"{count} lungs");

    private static string Percent(long part, long whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, whole):0.#} %");
}
