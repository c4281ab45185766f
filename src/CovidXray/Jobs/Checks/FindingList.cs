using CovidXray.Checks;

namespace CovidXray.Jobs.Checks;

/// <summary>Gathers findings, and puts them in the order in which they are told.</summary>
/// <param name="rules">The rules, in their order.</param>
/// <param name="location">The dataset, which findings are in that are of no image and no file of their own.</param>
internal sealed class FindingList(IReadOnlyList<CheckRule> rules, string location)
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<CheckRule, int> _order = rules.Index().ToDictionary(r => r.Item, r => r.Index);

    /// <summary>Adds what was found in an image.</summary>
    public void AddRange(IEnumerable<Finding> findings) => _findings.AddRange(findings);

    /// <summary>Takes findings back.</summary>
    public void RemoveAll(Predicate<Finding> isTaken) => _findings.RemoveAll(isTaken);

    /// <summary>Adds what a rule found that looks at all images.</summary>
    public void Add(CheckRule rule, IEnumerable<Observation> observations, IReadOnlyList<ImageSummary> images)
    {
        var sources = images.ToDictionary(i => i.Facts.Id, i => i.Source, StringComparer.Ordinal);
        _findings.AddRange(observations.Select(o => Of(rule, o, o.Image, o.File ?? (o.Image is { } id ? sources.GetValueOrDefault(id, location) : location))));
    }

    /// <summary>A finding of an observation.</summary>
    /// <param name="image">The image that it is of; null for the dataset as a whole.</param>
    /// <param name="file">The file that it is in.</param>
    public static Finding Of(CheckRule rule, Observation observation, string? image, string file) => new(rule, image, file, observation.Text)
    {
        Annotation = observation.Annotation,
        Line = observation.Line,
        Column = observation.Line > 0 ? 1 : 0,
        Utf16Column = observation.Line > 0 ? 1 : 0,
        Others = observation.Others,
    };

    /// <summary>By image, then by rule, then by annotation; those of no image last.</summary>
    public IReadOnlyList<Finding> InOrder() =>
    [
        .. _findings.OrderBy(f => f.Image is null)
            .ThenBy(f => f.Image, StringComparer.Ordinal)
            .ThenBy(f => _order[f.Rule])
            .ThenBy(f => f.Annotation ?? -1)
            .ThenBy(f => f.Text, StringComparer.Ordinal),
    ];
}
