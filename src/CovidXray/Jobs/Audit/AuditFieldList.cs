using System.Globalization;
using CovidXray.Filters;
using CovidXray.Images;
using CovidXray.Reports;

namespace CovidXray.Jobs.Audit;

/// <summary>The fields that an audit tries. This is the only list.</summary>
internal static class AuditFieldList
{
    private const AuditFieldKind Image = AuditFieldKind.Image;
    private const AuditFieldKind Film = AuditFieldKind.Film;
    private const AuditFieldKind Clinical = AuditFieldKind.Clinical;

    /// <summary>All of them, in the order of their kinds.</summary>
    public static IReadOnlyList<AuditFieldSource> All { get; } =
    [
        Of("view", Image, "view", "modality"),
        Of("modality", Image, "view", "modality"),
        Of("sex", Image, "sex"),
        Of("age", Image, "age"),
        Of("location", Image, "location"),
        Of("offset", Image, "offset"),
        new("name_pattern", "the form of the file name: its first two words, digits as 9", Image, "name") { Text = i => NamePattern.Of(i.Facts.Name) },
        Of("source", Image, "source", "url", "doi"),
        Of("license", Image, "license"),
        new("films", "number of images of the patient among those that were audited", Image, "patient") { Number = i => i.Films },
        Of("ignores", Image, "ignores"),
        Of("width", Image, "width", "minside", "megapixels"),
        Of("height", Image, "height", "minside", "megapixels"),
        new("aspect", "width divided by height", Image, "width", "height") { Number = i => i.Facts.Height > 0 ? (double)i.Facts.Width / i.Facts.Height : null },
        new("format", "the film's file format, by content", Image) { Text = i => i.Header?.Format.ToString().ToUpperInvariant(), IsOfFilm = true },
        new("bits", "bits per sample of the film", Image) { Text = i => i.Header?.BitsPerSample.ToString(CultureInfo.InvariantCulture), IsOfFilm = true },
        new("channels", "samples per pixel of the film", Image) { Text = i => i.Header?.Channels.ToString(CultureInfo.InvariantCulture), IsOfFilm = true },
        new("lung_area", "pixels of the lungs", Film, "lungs") { Number = i => i.LungArea },
        new("lung_share", "share of the image that is lung", Film, "lungs") { Number = i => i.LungArea / ((double)i.Facts.Width * i.Facts.Height) },
        new("mean_grey", "mean grey of the film, 0 to 255", Film) { Number = i => i.Film?.MeanGrey, IsOfFilm = true },
        new("grey_outside", "mean grey outside the lungs, 0 to 255", Film, "lungs") { Number = i => i.Film?.GreyOutside, IsOfFilm = true },
        new("black_border", "share of the film in black rows and columns at its sides", Film) { Number = i => i.Film?.BlackBorder, IsOfFilm = true },
        .. Enumerable.Range(0, FilmMeasures.Steps).Select(Grey),
        Of("temperature", Clinical, "temperature"),
        Of("po2", Clinical, "po2"),
        Of("oxygen", Clinical, "oxygen"),
        Of("leukocytes", Clinical, "leukocytes"),
        Of("neutrophils", Clinical, "neutrophils"),
        Of("lymphocytes", Clinical, "lymphocytes"),
        Of("icu", Clinical, "icu", "in_icu"),
        Of("in_icu", Clinical, "icu", "in_icu"),
        Of("intubated", Clinical, "intubated", "intubation_present", "extubated"),
        Of("intubation_present", Clinical, "intubated", "intubation_present", "extubated"),
        Of("extubated", Clinical, "intubated", "intubation_present", "extubated"),
        Of("survival", Clinical, "survival"),
    ];

    /// <summary>Whether an image has a value of a field, as a field of its own.</summary>
    public static AuditFieldSource PresenceOf(AuditFieldSource field) => field with { Name = $"has({field.Name})", Description = $"whether there is a value of {field.Name}" };

    private static AuditFieldSource Of(string name, AuditFieldKind kind, params string[] sources)
    {
        var field = FilterFields.Find(name)!;
        return field.Kind == FieldKind.Number
            ? new AuditFieldSource(name, field.Description, kind, sources) { Number = i => field.Number(i.Facts) }
            : new AuditFieldSource(name, field.Description, kind, sources) { Text = i => field.Format(i.Facts) };
    }

    private static AuditFieldSource Grey(int step)
    {
        var (from, to) = (step * 256 / FilmMeasures.Steps, ((step + 1) * 256 / FilmMeasures.Steps) - 1);
        return new AuditFieldSource($"grey_{step + 1}", $"share of the film's pixels of grey {from} to {to}", Film) { Number = i => i.Film?.Histogram[step], IsOfFilm = true };
    }
}
