using CovidXray.Annotations;
using CovidXray.Formats.Tables;
using CovidXray.Masks;

namespace CovidXray.Formats;

/// <summary>What a whole dataset holds, counted before it is written: ids and losses follow from it.</summary>
public sealed class DatasetContents
{
    private readonly SortedDictionary<string, long> _categories = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _tags = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);
    private readonly List<(string Id, long? Seq)> _identities = [];
    private readonly List<long> _numbers = [];

    /// <summary>Number of images.</summary>
    public int Images => _identities.Count;

    /// <summary>The images' ids and running numbers, in the order in which they were counted.</summary>
    public IReadOnlyList<(string Id, long? Seq)> Identities => _identities;

    /// <summary>The numbers that annotations have from their file (see <see cref="Annotation.Number"/>).</summary>
    internal IReadOnlyList<long> Numbers => _numbers;

    /// <summary>What the dataset's file says of it as a whole: see <see cref="Dataset.Extras"/>.</summary>
    internal IReadOnlyList<JsonMember> Extras { get; init; } = [];

    /// <summary>What the dataset's table of classes says of each beside its number, such as <c>supercategory</c>.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<JsonMember>> CategoryExtras { get; init; } = new Dictionary<string, IReadOnlyList<JsonMember>>(StringComparer.Ordinal);

    /// <summary>Categories with geometry that formats hold (polygons, masks, boxes), sorted (ordinal), and how many annotations each has.</summary>
    public IReadOnlyDictionary<string, long> Categories => _categories;

    /// <summary>Tags, sorted (ordinal), and how many images have each.</summary>
    public IReadOnlyDictionary<string, long> Tags => _tags;

    /// <summary>The typed fields that formats with columns have beside those of the image itself; <see cref="ExportedImage.Fields"/> holds the values.</summary>
    public IReadOnlyList<TableColumn> Fields { get; init; } = [];

    /// <summary>The parts that the export has: train, val, test, in this order; empty if it is not in parts.</summary>
    public IReadOnlyList<DatasetPart> Parts { get; init; } = [];

    /// <summary>How many folds the export has instead of train and val; 0 for none.</summary>
    public int Folds { get; init; }

    /// <summary>Whether the export is in parts or folds, so that each of its images has a place.</summary>
    internal bool IsInParts => Parts.Count > 0 || Folds > 0;

    /// <summary>The categories that somebody asked for, in the order of their numbers; null for all.</summary>
    public IReadOnlyList<string>? RequestedClasses { get; init; }

    /// <summary>The table of classes of a dataset that is written in its own format again, and so keeps its numbers; empty if it is written in another.</summary>
    public IReadOnlyList<DatasetClass> SourceClasses { get; init; } = [];

    /// <summary>The table of licences of a dataset that is written in its own format again.</summary>
    internal IReadOnlyList<DatasetLicense> SourceLicenses { get; init; } = [];

    /// <summary>
    /// The categories that have numbers, in their order: those that were asked for; else those of the dataset's own table, unused ones
    /// too, and then all others of the whole dataset by name (ordinal). They do not depend on which of its images are written.
    /// </summary>
    public IReadOnlyList<string> Classes =>
        RequestedClasses ?? [.. SourceClasses.OrderBy(c => c.Number).Select(c => c.Name.Trim()).Concat(_found).Distinct(StringComparer.Ordinal)];

    /// <summary>The labels of <see cref="Classes"/>, in masks and tables: background 0, Ignore highest, the others in their order between.</summary>
    /// <exception cref="DatasetException">There are more categories than a mask of bytes holds.</exception>
    public LabelMap CreateLabels() => Classes switch
    {
        [] => LabelMap.Default,
        { Count: > 254 } many => throw new DatasetException("the export", $"there are {many.Count} categories; a mask has labels for 254 (--classes names fewer)"),
        var classes => new LabelMap(classes),
    };

    /// <summary>Whether annotations of a kind count as those of a category: polygons, masks and boxes.</summary>
    public static bool IsCounted(AnnotationKind kind) => kind is AnnotationKind.Polygon or AnnotationKind.Mask or AnnotationKind.BoundingBox;

    /// <summary>Counts an image.</summary>
    public void Add(AnnotatedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _identities.Add((image.Id, image.Seq));
        foreach (var annotation in image.Annotations)
        {
            if (annotation.Number is { } number)
            {
                _numbers.Add(number);
            }

            if (IsCounted(annotation.Kind))
            {
                _categories[annotation.Name] = _categories.GetValueOrDefault(annotation.Name) + 1;
                _found.Add(annotation.Name);
            }
            else if (annotation.Kind == AnnotationKind.Tag)
            {
                _tags[annotation.Name] = _tags.GetValueOrDefault(annotation.Name) + 1;
            }
        }
    }

    /// <summary>Adds categories of images that are not written.</summary>
    /// <param name="names">Their names.</param>
    public void AddClasses(IEnumerable<string> names) => _found.UnionWith(names);

    /// <summary>Adds what was counted in others.</summary>
    /// <param name="other">What other images hold.</param>
    public void Add(DatasetContents other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _identities.AddRange(other._identities);
        _found.UnionWith(other._found);
        _numbers.AddRange(other._numbers);
        foreach (var (name, count) in other._categories)
        {
            _categories[name] = _categories.GetValueOrDefault(name) + count;
        }

        foreach (var (name, count) in other._tags)
        {
            _tags[name] = _tags.GetValueOrDefault(name) + count;
        }
    }
}
