using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Reports;

/// <summary>What is looked for in the data: each kind occurs in V7's release.</summary>
internal static class Oddities
{
    private static readonly (string What, Func<ImageMeasurements, bool> Has)[] Checks =
    [
        ("no modality tag; the view tells it", i => i.Facts.Tags.TaggedModality is null && i.Facts.Modality is not null),
        ("neither a modality tag nor a view", i => i.Facts.Modality is null),
        ("CT with lungs", i => i.Facts.Modality == Modality.CT && i.Facts.LungCount > 0),
        ("frontal film without lungs", i => i.Facts.View is ImageView.PA or ImageView.AP or ImageView.APSupine && i.Facts.LungCount == 0),
        ("no patient tag", i => i.Facts.Patient is null),
        ("bare number as a tag", i => i.Facts.Tags.All.Any(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _))),
        ("replacement character (U+FFFD) in a tag", i => i.Facts.Tags.All.Any(t => t.Contains('\uFFFD', StringComparison.Ordinal))),
        ("age outside 0 to 120", i => i.Facts.Age is < 0 or > 120),
        ("temperature outside 30 to 45 (degrees Celsius)", i => i.Facts.Temperature is < 30 or > 45),
        ("pO2_saturation outside 0 to 100 (percent)", i => i.Facts.OxygenSaturation is < 0 or > 100),
        ("lymphocyte count over 50 (10^9/L)", i => i.Facts.Lymphocytes is > 50),
        ("neutrophil count of 0", i => i.Facts.Neutrophils is 0),
    ];

    public static IReadOnlyList<Oddity> In(IReadOnlyList<ImageMeasurements> images) =>
        [.. Checks.Select(c => new Oddity(c.What, [.. images.Where(c.Has).Select(i => i.Facts.Id)])).Where(o => o.Images.Count > 0)];
}

/// <summary>Something in the data that a reader should know of: counted and named, never dropped.</summary>
/// <param name="What">What it is.</param>
/// <param name="Images">The images that have it, in the dataset's order.</param>
public sealed record Oddity(string What, IReadOnlyList<string> Images);
