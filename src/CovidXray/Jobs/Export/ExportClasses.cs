using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Jobs.Export;

/// <summary>Which categories an export has, and what their numbers follow from: the whole dataset, never the images that happen to be exported.</summary>
/// <param name="Requested">The categories that were asked for, in their order; null for all.</param>
/// <param name="Source">The dataset's own table, if it is written in its own format again.</param>
/// <param name="Others">Images that are not exported, and have not been looked at for categories yet.</param>
internal sealed record ExportClasses(IReadOnlyList<string>? Requested, IReadOnlyList<DatasetClass> Source, IReadOnlyList<DatasetEntry> Others)
{
    /// <summary>What the dataset's file says of it as a whole.</summary>
    private IReadOnlyList<JsonMember> Extras { get; init; } = [];

    /// <summary>Its table of licences, if it is written in its own format again.</summary>
    private IReadOnlyList<DatasetLicense> Licenses { get; init; } = [];

    /// <summary>What its table of classes says of each beside its number.</summary>
    private Dictionary<string, IReadOnlyList<JsonMember>> CategoryExtras { get; init; } = [];

    /// <summary>Categories of images that were looked at for nothing else.</summary>
    public DatasetCategories Found { get; private init; } = new([], 0);

    /// <summary>The parts of the export; null if it is not in parts.</summary>
    public ExportParts? Parts { get; init; }

    /// <summary>What the options say.</summary>
    public static ExportClasses Of(Dataset dataset, ExportOptions options)
    {
        var chosen = dataset.Entries.Count == dataset.AllEntries.Count ? null : dataset.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        return new ExportClasses(
            options.Classes,
            options.Classes is null && options.Format.Name == dataset.Format ? dataset.Classes : [],
            chosen is null || options.Classes is not null ? [] : [.. dataset.AllEntries.Where(e => !chosen.Contains(e.Id))])
        {
            Extras = dataset.Extras,
            Licenses = options.Format.Name == dataset.Format ? dataset.Licenses : [],
            CategoryExtras = dataset.Classes.Where(c => c.Extras.Count > 0).DistinctBy(c => c.Name.Trim(), StringComparer.Ordinal).ToDictionary(c => c.Name.Trim(), c => c.Extras, StringComparer.Ordinal),
        };
    }

    /// <summary>The same, once other images have been looked at.</summary>
    /// <param name="also">Images to look at beside <see cref="Others"/>, which are exported.</param>
    public ExportClasses Survey(IReadOnlyList<DatasetEntry> also, int jobs, CancellationToken cancellation)
    {
        if (Requested is not null || Others.Count + also.Count == 0)
        {
            return this;
        }

        // What is exported and cannot be read is said where it is exported.
        var (others, exported) = (Find(Others), Find(also));
        return this with { Others = [], Found = others with { Names = [.. Found.Names, .. others.Names, .. exported.Names] } };

        DatasetCategories Find(IReadOnlyList<DatasetEntry> entries) => DatasetCategories.Of(entries, DatasetContents.IsCounted, jobs, cancellation);
    }

    /// <summary>Counts of an export, or of one of its images, that nothing has been added to.</summary>
    public DatasetContents NewContents()
    {
        var inParts = Parts is { HasColumns: false } ? Parts : null;
        var contents = new DatasetContents
        {
            Fields = ExportedFields.Columns(Parts is { HasColumns: true }),
            Parts = inParts?.Parts ?? [],
            Folds = inParts?.Folds ?? 0,
            RequestedClasses = Requested,
            SourceClasses = Source,
            Extras = Extras,
            SourceLicenses = Licenses,
            CategoryExtras = CategoryExtras,
        };
        contents.AddClasses(Found.Names);
        return contents;
    }

    /// <summary>An image without the annotations of categories that were not asked for.</summary>
    public AnnotatedImage Apply(AnnotatedImage image) => image.Annotations.Any(IsLeftOut)
        ? new AnnotatedImage(image, image.Width, image.Height, [.. image.Annotations.Where(a => !IsLeftOut(a))])
        : image;

    private bool IsLeftOut(Annotation annotation) => Requested is not null && DatasetContents.IsCounted(annotation.Kind) && !Requested.Contains(annotation.Name, StringComparer.Ordinal);
}
