using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Filters;

namespace CovidXray.Reports;

/// <summary>Counts and distributions over a dataset. The same images give the same statistics, in whatever order they come.</summary>
public sealed class DatasetStatistics
{
    /// <summary>Computes the statistics.</summary>
    public DatasetStatistics(IEnumerable<ImageMeasurements> images)
    {
        Observed = [.. images.OrderBy(i => i.Facts.Id, StringComparer.Ordinal)];
        Images = Observed.Count;
        var facts = Observed.Select(i => i.Facts).ToList();
        Patients = facts.Select(f => f.Patient).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        Pixels = facts.Sum(f => (long)f.Width * f.Height);
        Tags = facts.Sum(f => f.Tags.All.Count);
        TagCounts = Distribution.Of("tag", facts.SelectMany(f => f.Tags.All)).Values;
        Classes = ClassCounts.Of(Observed, ClassCounts.IsBareWord);
        AllClasses = ClassCounts.Of(Observed, isClass: _ => true);
        Fields = [.. ReportedFields.All.Select(f => Distribution.Of(f.Name, facts.Select(f.Value)))];
        Locations = Distribution.Of("location", facts.Select(f => f.Location));
        Licenses = Distribution.Of("license", facts.Select(f => f.Metadata?.License));
        ImagesPerPatient = Distribution.Of("images_per_patient", facts.Where(f => f.Patient is not null)
            .GroupBy(f => f.Patient!, StringComparer.Ordinal)
            .Select(g => g.Count().ToString(CultureInfo.InvariantCulture))) is var perPatient
            ? perPatient with { Values = [.. perPatient.Values.OrderBy(v => int.Parse(v.Value, CultureInfo.InvariantCulture))], Missing = facts.Count(f => f.Patient is null) }
            : perPatient;
        Age = NumberSummary.Of(facts.Select(f => f.Age), BinEdges.Age);
        SizeBands = HistogramBin.Of(facts.Select(f => (double)f.MinSide), BinEdges.Side);
        Smallest = facts.MinBy(f => (long)f.Width * f.Height) is { } small ? new SizedImage(small.Id, small.Width, small.Height) : null;
        Largest = facts.MaxBy(f => (long)f.Width * f.Height) is { } large ? new SizedImage(large.Id, large.Width, large.Height) : null;
        Areas = MeasureAreas(Observed);
        Oddities = Reports.Oddities.In(Observed);
    }

    /// <summary>The number of images.</summary>
    public int Images { get; }

    /// <summary>The number of different PatientIDs.</summary>
    public int Patients { get; }

    /// <summary>All pixels of all images.</summary>
    public long Pixels { get; }

    /// <summary>All pixels of all images, in millions.</summary>
    public double Megapixels => Pixels / 1e6;

    /// <summary>The number of tags.</summary>
    public int Tags { get; }

    /// <summary>The different tags, the most frequent first.</summary>
    public IReadOnlyList<ValueCount> TagCounts { get; }

    /// <summary>The categories, and the tags that are bare words, those with most instances first.</summary>
    public IReadOnlyList<ClassCount> Classes { get; }

    /// <summary>V7's class list: the categories and all tags, those with most instances first.</summary>
    public IReadOnlyList<ClassCount> AllClasses { get; }

    /// <summary>View, modality as tagged, sex and the outcome fields.</summary>
    public IReadOnlyList<Distribution> Fields { get; }

    /// <summary>Where the images were taken.</summary>
    public Distribution Locations { get; }

    /// <summary>The images' licences; all missing without metadata.</summary>
    public Distribution Licenses { get; }

    /// <summary>How many patients have 1, 2, ... images; missing are the images without a patient.</summary>
    public Distribution ImagesPerPatient { get; }

    /// <summary>The patients' ages in years, one for each image.</summary>
    public NumberSummary Age { get; }

    /// <summary>The images by their shorter side, in pixels.</summary>
    public IReadOnlyList<HistogramBin> SizeBands { get; }

    /// <summary>The image with the fewest pixels; null if there are no images.</summary>
    public SizedImage? Smallest { get; }

    /// <summary>The image with the most pixels; null if there are no images.</summary>
    public SizedImage? Largest { get; }

    /// <summary>The painted areas; empty if the images were not painted.</summary>
    public IReadOnlyList<AreaSummary> Areas { get; }

    /// <summary>What is odd in the data.</summary>
    public IReadOnlyList<Oddity> Oddities { get; }

    private IReadOnlyList<ImageMeasurements> Observed { get; }

    /// <summary>The values of any field.</summary>
    /// <param name="field">The field.</param>
    public Distribution DistributionOf(FilterField field) => Distribution.Of(field.Name, Observed.Select(i => Value(field, i.Facts)));

    /// <summary>The numbers of a number field, in about ten bins of a round width.</summary>
    /// <param name="field">The field.</param>
    public NumberSummary NumbersOf(FilterField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var numbers = Observed.Select(i => field.Number(i.Facts)).ToList();
        return NumberSummary.Of(numbers, BinEdges.Of(field, [.. numbers.OfType<double>()]));
    }

    /// <summary>How two fields go together. Numbers count in the bins of <see cref="NumbersOf"/>.</summary>
    /// <param name="rows">The rows' field.</param>
    /// <param name="columns">The columns' field.</param>
    public CrossTable Cross(FilterField rows, FilterField columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        return CrossTable.Of(rows.Name, columns.Name, Banded(rows).Zip(Banded(columns)));
    }

    private static string? Value(FilterField field, ImageFacts facts) => field.Format(facts);

    private IEnumerable<string?> Banded(FilterField field)
    {
        if (!field.IsMeasure)
        {
            return Observed.Select(i => Value(field, i.Facts));
        }

        var bins = NumbersOf(field).Histogram;
        double[] edges = [.. bins.Select(b => b.From)];
        return Observed.Select(i => field.Number(i.Facts) is { } number ? bins[BinEdges.IndexOf(edges, number)].Label : null);
    }

    private static List<AreaSummary> MeasureAreas(IReadOnlyList<ImageMeasurements> images) =>
    [
        .. images.SelectMany(i => i.Areas?.Keys ?? [])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(category => AreaSummary.Of(category, images
                .Where(i => i.Areas is not null)
                .Select(i => (i.Areas!.GetValueOrDefault(category), (long)i.Facts.Width * i.Facts.Height)))),
    ];
}

/// <summary>An image and its size in pixels.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public sealed record SizedImage(string Id, int Width, int Height)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height} ({Id})";
}

/// <summary>The fields whose values every report counts, as V7's tags write them, by the names that <c>--where</c> takes.</summary>
internal static class ReportedFields
{
    /// <summary>What JSON and CSV called fields before; they stay beside the new names for a version.</summary>
    public static IReadOnlyDictionary<string, string> OldNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["icu"] = "icu_admission",
        ["intubated"] = "intubation",
    };

    public static IReadOnlyList<(string Name, Func<ImageFacts, string?> Value)> All { get; } =
    [
        ("view", i => i.Tags.Value("View")),
        ("modality", i => i.Tags.TaggedModality switch { Modality.XRay => "X-ray", Modality.CT => "CT", _ => null }),
        ("sex", i => i.Tags.Value("Sex")),
        ("survival", i => i.Tags.Value("Survival")),
        ("icu", i => i.Tags.Value("ICU_admission")),
        ("in_icu", i => i.Tags.Value("In_ICU_scan")),
        ("intubated", i => i.Tags.Value("Intubation")),
        ("intubation_present", i => i.Tags.Value("Intubation_present")),
        ("oxygen", i => i.Tags.Value("Needed_supplemental_O2")),
        ("extubated", i => i.Tags.Value("Extubated")),
    ];
}
