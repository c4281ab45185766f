using CovidXray.Annotations;
using CovidXray.Checks;

namespace CovidXray.Jobs.Checks;

/// <summary>What <see cref="CheckJob"/> found.</summary>
/// <param name="Findings">The findings, by image (ordinal), then in the order of the rules; those of the dataset as a whole last.</param>
/// <param name="Failures">What could not be read.</param>
public sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<DatasetException> Failures)
{
    /// <summary>The rules that looked.</summary>
    public required IReadOnlyList<CheckRule> Rules { get; init; }

    /// <summary>The number of images that they looked at.</summary>
    public required int Images { get; init; }

    /// <summary>Which rules could not look, with the reason, a sentence for each reason.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Whether anything is to be done: a finding that is no note, or a failure.</summary>
    public bool IsBad => Failures.Count > 0 || Findings.Any(f => f.Rule.Level > FindingLevel.Note);
}
