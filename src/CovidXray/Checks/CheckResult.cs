using CovidXray.Annotations;

namespace CovidXray.Checks;

/// <summary>What <c>check</c> found.</summary>
/// <param name="Findings">The findings, by image (ordinal), then in the order of the rules; those of the dataset as a whole last. Those
/// that are accepted or known are not among them.</param>
/// <param name="Failures">What could not be read.</param>
public sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<DatasetException> Failures)
{
    /// <summary>The rules that looked.</summary>
    public required IReadOnlyList<CheckRule> Rules { get; init; }

    /// <summary>The number of images that they looked at.</summary>
    public required int Images { get; init; }

    /// <summary>Which rules could not look, with the reason, a sentence for each reason.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];

    /// <summary>Findings that <c>covidxr.toml</c> accepts.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];

    /// <summary>Findings that the baseline has, too.</summary>
    public IReadOnlyList<Finding> Known { get; init; } = [];

    /// <summary>Findings of the baseline that are no more, as lines: rule, image and text.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>Whether anything is to be done: a finding that is no note, or a failure.</summary>
    public bool IsBad => Failures.Count > 0 || Findings.Any(f => f.Rule.Level > FindingLevel.Note);
}

/// <summary>A finding that people accept.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Reason">Why it is accepted.</param>
public sealed record AcceptedFinding(Finding Finding, string Reason);
