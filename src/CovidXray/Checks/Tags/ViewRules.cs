using CovidXray.Annotations;
using CovidXray.Checks.Metadata;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks.Tags;

/// <summary>Rules of what a picture is: modality, view, and the sex of whom it shows.</summary>
internal static class ViewRules
{
    private static readonly string[] ViewNames = ["PA", "AP", "AP_Supine", "Lateral", "Axial", "Coronal"];

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("T1", "no-modality", FindingLevel.Warning)
        {
            What = "The image has no modality tag (X-ray or CT).",
            Why = "Whoever chooses films by the tag X-ray loses it, or keeps a CT slice by mistake.",
            Advice = "Filter by 'xray' and 'ct' in covidxr, which also look at the view, or let 'check --fix' add the tag that the view tells.",
            Source = "Measured: 'covidxr check --rules T1': in V7's release one lateral film has no such tag.",
            OfFacts = NoModality,
        },
        new("T2", "no-view", FindingLevel.Note)
        {
            What = "The image has no view tag.",
            Why = "A model can tell frontal from lateral and portable from standing films; where the view is unknown nobody can see whether it does that instead.",
            Advice = "Take the view from the metadata table, or choose with --where 'has(view)'.",
            Source = "DeGrave, Janizek, Lee, Nat Mach Intell 3 (2021) 610: the view is among what models learn instead of COVID-19.",
            OfFacts = NoView,
        },
        new("T3", "conflicting-modality", FindingLevel.Error)
        {
            What = "The tags say X-ray and CT of one image, or the view is not one of its modality.",
            Why = "One of both is wrong: a CT slice among films, or a film among slices, has another anatomy and other greys.",
            Advice = "Look at it ('covidxr preview'), and correct the tags or exclude the image.",
            Source = "ieee8023's SCHEMA.md: PA, AP, AP Supine and L are views of X-rays, Axial and Coronal of CT.",
            OfFacts = ConflictingModality,
        },
        new("T4", "conflicting-views", FindingLevel.Error)
        {
            What = "The image has tags of several views.",
            Why = "An image has one view. covidxr, like other tools, takes the first tag: filters and statistics may go by the wrong one.",
            Advice = "Look at it ('covidxr preview'), and take the wrong tag away.",
            Source = "V7's release gives each image one View tag (measured).",
            OfFacts = ConflictingViews,
        },
        new("T5", "conflicting-sexes", FindingLevel.Error)
        {
            What = "The image has tags of both sexes.",
            Why = "One is wrong, and a split that is balanced by sex counts the first.",
            Advice = "Compare with the metadata table, and take the wrong tag away.",
            Source = "V7's release gives an image at most one Sex tag (measured).",
            OfFacts = ConflictingSexes,
        },
        new("T6", "unknown-value", FindingLevel.Warning)
        {
            What = "A tag's value is none that its key can have.",
            Why = "Filters and statistics take it for missing: an image with View/AP-supine is no supine film to them.",
            Advice = "Write the value as V7 does; the message says how, where it can be told.",
            Source = "The values of V7's release (measured) and of ieee8023's SCHEMA.md.",
            OfFacts = UnknownValues,
        },
        new("T7", "frontal-without-lungs", FindingLevel.Warning)
        {
            What = "An image that is tagged frontal has no lungs.",
            Why = "V7 outlined the lungs of every frontal film and of no lateral one: without them a film is perhaps lateral, and its empty mask teaches that there are no lungs.",
            Advice = "Look at it ('covidxr preview'): correct the view, outline the lungs, or exclude it.",
            Source = "Measured: all 207 frontal films of half of V7's release have two lungs, its 14 lateral ones none.",
            OfFacts = FrontalWithoutLungs,
        },
    ];

    private static IEnumerable<Observation> NoModality(ImageFacts image)
    {
        if (!image.Tags.Contains("X-ray") && !image.Tags.Contains("CT"))
        {
            yield return new Observation(image.Modality is { } modality
                ? $"there is no modality tag; its view says {Name(modality)}"
                : "there is no modality tag, and no view that tells it");
        }
    }

    private static IEnumerable<Observation> NoView(ImageFacts image)
    {
        if (!TagValues.Of(image.Tags, "View").Any())
        {
            yield return new Observation("there is no view tag");
        }
    }

    private static IEnumerable<Observation> ConflictingModality(ImageFacts image)
    {
        if (image.Tags.Contains("X-ray") && image.Tags.Contains("CT"))
        {
            yield return new Observation("there are the tags X-ray and CT");
        }
        else if (image.Tags.TaggedModality is { } tagged && TagSet.ModalityOf(image.View) is { } seen && seen != tagged)
        {
            yield return new Observation($"the tag {Name(tagged)} and the view {ForeignText.Quote(image.Tags.Value("View")!)} exclude each other: that is a view of {(seen == Modality.CT ? "a CT" : "an X-ray")}");
        }
    }

    private static IEnumerable<Observation> ConflictingViews(ImageFacts image) =>
        Conflicting(image.Tags, "View", "several views", v => TagSet.ViewOf(v)?.ToString() ?? v);

    private static IEnumerable<Observation> ConflictingSexes(ImageFacts image) =>
        Conflicting(image.Tags, "Sex", "several sexes", v => v);

    private static IEnumerable<Observation> Conflicting(TagSet tags, string key, string what, Func<string, string> meaning)
    {
        var values = TagValues.Of(tags, key).DistinctBy(v => meaning(v.Value), StringComparer.OrdinalIgnoreCase).ToList();
        if (values.Count > 1)
        {
            yield return new Observation($"there are {what}: {TagValues.List([.. values.Select(v => ForeignText.Quote(v.Value))])}; the first counts") { Tag = values[1].Tag };
        }
    }

    private static IEnumerable<Observation> UnknownValues(ImageFacts image)
    {
        foreach (var (tag, value) in TagValues.Of(image.Tags, "View"))
        {
            if (TagSet.ViewOf(value) is null && Unknown("View", tag, value, ViewNames, []) is { } unknown)
            {
                yield return unknown;
            }
        }

        foreach (var (tag, value) in TagValues.Of(image.Tags, "Sex"))
        {
            if (TagSet.SexOf(value) is null && Unknown("Sex", tag, value, ["M", "F"], ["Male", "Female"]) is { } unknown)
            {
                yield return unknown;
            }
        }

        foreach (var key in TagValues.YesNoKeys)
        {
            foreach (var (tag, value) in TagValues.Of(image.Tags, key))
            {
                if (TagSet.YesNoOf(value) is null && Unknown(key, tag, value, ["Y", "N"], ["Yes", "No"]) is { } unknown)
                {
                    yield return unknown;
                }
            }
        }

        foreach (var key in (string[])["PatientID", "location"])
        {
            foreach (var (tag, value) in TagValues.Of(image.Tags, key).Where(v => TableRules.IsNoValue(v.Value)))
            {
                yield return new Observation($"{key} is '{value}', which programs write where there is none; expected no such tag") { Tag = tag };
            }
        }
    }

    /// <summary>A value that is unknown; null if nothing but its case is wrong, which is for rule A15 to tell.</summary>
    /// <param name="values">The values that there are.</param>
    /// <param name="words">Words for them, whose first letters are the values.</param>
    private static Observation? Unknown(string key, int tag, string value, string[] values, string[] words)
    {
        if (values.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var meant = values.FirstOrDefault(v => IsAlike(v, value)) ?? words.FirstOrDefault(w => IsAlike(w, value))?[..1];
        var found = value.Length == 0 ? $"{key} has no value" : $"{key} is '{ForeignText.Quote(value)}'";
        return new Observation($"{found}; expected {string.Join(", ", values[..^1])} or {values[^1]}{(meant is null ? "" : $"; perhaps {meant}")}") { Tag = tag };
    }

    private static bool IsAlike(string word, string value) => NearestNames.Letters(word).Equals(NearestNames.Letters(value), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Observation> FrontalWithoutLungs(ImageFacts image)
    {
        if (image.View is ImageView.PA or ImageView.AP or ImageView.APSupine && image.Modality == Modality.XRay && image.LungCount == 0)
        {
            yield return new Observation($"tagged {image.Tags.Value("View")}, but there are no lungs: perhaps it is lateral, or was not outlined");
        }
    }

    private static string Name(Modality modality) => modality == Modality.CT ? "CT" : "X-ray";
}
