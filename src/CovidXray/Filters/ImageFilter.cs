using CovidXray.Filters.Rules;
using CovidXray.Filters.Where;

namespace CovidXray.Filters;

/// <summary>Chooses images by rules.</summary>
/// <example>
/// <code>
/// var filter = new ImageFilter(new FilterOptions { MinSize = "512", Exclude = ["lateral,ct"] });
/// var result = filter.Apply(dataset.Read(ReadDetail.WithoutCoordinates).Select(image => new ImageFacts(image)));
/// </code>
/// </example>
public sealed class ImageFilter
{
    private readonly FilterRule[] _rules;

    /// <summary>Makes the rules, in this order: part and fold, sizes, includes, excludes, licence, expressions.</summary>
    /// <param name="options">What was typed.</param>
    /// <exception cref="FilterException">An option cannot be understood.</exception>
    public ImageFilter(FilterOptions options)
    {
        Options = options;
        _rules = [.. Rules(options)];
    }

    /// <summary>What was typed.</summary>
    public FilterOptions Options { get; }

    /// <summary>The rules. An image is counted at the first that drops it.</summary>
    public IReadOnlyList<FilterRule> AllRules => _rules;

    /// <summary>Whether an image passes every rule.</summary>
    /// <param name="image">The image's facts.</param>
    public bool Keeps(ImageFacts image)
    {
        foreach (var rule in _rules)
        {
            if (!rule.Keeps(image))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Filters images, one after the other: they are not held.</summary>
    /// <param name="images">The images' facts, in the order in which the kept ones are listed.</param>
    /// <exception cref="FilterException">A name is neither a concept nor a tag of any of the images.</exception>
    public FilterResult Apply(IEnumerable<ImageFacts> images)
    {
        var counts = new FilterCounts(_rules);
        foreach (var image in images)
        {
            counts.Add(image);
        }

        return counts.Result();
    }

    /// <summary>What each rule says about one image.</summary>
    /// <param name="image">The image's facts.</param>
    public IReadOnlyList<RuleVerdict> Explain(ImageFacts image) =>
        [.. _rules.Select(r => new RuleVerdict(r, r.Keeps(image), r.Explain(image)))];

    /// <summary>Whether a rule asks for the part or the fold of images, so that what it keeps depends on a split.</summary>
    public bool AsksForSplit => _rules.Any(r => r is PartRule or FoldRule || r.Fields.Any(f => f.IsFromSplit));

    private static IEnumerable<FilterRule> Rules(FilterOptions options)
    {
        if (options.Part is not null)
        {
            yield return new PartRule(options.Part);
        }

        if (options.Fold is not null)
        {
            yield return new FoldRule(options.Fold);
        }

        if (options.MinSize is not null)
        {
            yield return new MinSizeRule(options.MinSize);
        }

        if (options.MaxSize is not null)
        {
            yield return new MaxSizeRule(options.MaxSize);
        }

        foreach (var list in options.Include)
        {
            yield return new IncludeRule(list);
        }

        foreach (var name in options.Exclude.SelectMany(list => NameList.Parse("exclude", list)))
        {
            yield return new ExcludeRule(name);
        }

        if (options.LicenseAllow.Count > 0)
        {
            yield return new LicenseRule(options.LicenseAllow, options.LicenseUnknown);
        }

        foreach (var expression in options.Where)
        {
            yield return new WhereRule(expression);
        }
    }
}

/// <summary>The rules of a filter as they are typed. All of them have to keep an image.</summary>
/// <remarks>A list that is null is empty: the JSON serializer sets those that a document leaves out to null, whatever they were.</remarks>
public sealed record FilterOptions
{
    /// <summary>Names of parts, comma-separated: <c>train,val</c>. Needs a split.</summary>
    public string? Part { get; init; }

    /// <summary>Numbers of folds from 0, comma-separated: the images that they validate on. Needs a split with folds.</summary>
    public string? Fold { get; init; }

    /// <summary>The least size: <c>512</c> for both sides, <c>1024x512</c> for width and height.</summary>
    public string? MinSize { get; init; }

    /// <summary>The largest size, written like the least.</summary>
    public string? MaxSize { get; init; }

    /// <summary>
    /// Lists of names, comma-separated: an image must have at least one name of each list. Names are concepts, or tags as they
    /// stand, with <c>*</c> and <c>?</c>; quotes protect commas.
    /// </summary>
    public IReadOnlyList<string> Include { get; init => field = value ?? []; } = [];

    /// <summary>Lists of names, comma-separated: an image with any of them goes. Each name is a rule of its own.</summary>
    public IReadOnlyList<string> Exclude { get; init => field = value ?? []; } = [];

    /// <summary>Lists of licences that are allowed, with <c>*</c>, comma-separated; together they are one rule. Needs a metadata table.</summary>
    public IReadOnlyList<string> LicenseAllow { get; init => field = value ?? []; } = [];

    /// <summary>What happens to images of unknown licence, if <see cref="LicenseAllow"/> asks.</summary>
    public UnknownLicense LicenseUnknown { get; init; }

    /// <summary>Expressions such as <c>age >= 60 and view in (PA, AP)</c>; each is a rule of its own.</summary>
    public IReadOnlyList<string> Where { get; init => field = value ?? []; } = [];
}
