using CovidXray.Filters.Rules;

namespace CovidXray.Filters;

/// <summary>What a filter left, and what each rule dropped.</summary>
public sealed record FilterResult
{
    /// <summary>Number of images that were looked at.</summary>
    public required int Total { get; init; }

    /// <summary>What each rule did, in order.</summary>
    public required IReadOnlyList<RuleOutcome> Rules { get; init; }

    /// <summary>The identifiers of the images that stay, in the order in which they came.</summary>
    public required IReadOnlyList<string> Kept { get; init; }

    /// <summary>Number of different patients among the kept images.</summary>
    public required int Patients { get; init; }

    /// <summary>Number of kept images that name no patient.</summary>
    public required int WithoutPatient { get; init; }

    /// <summary>Number of kept images with an Ignore region.</summary>
    public required int WithIgnore { get; init; }

    /// <summary>Number of images that were looked at and have a row in the metadata table.</summary>
    public required int WithMetadata { get; init; }

    /// <summary>What the user should know: rules that ask for something that no image has.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Why no image is left, in a few words: the rule that dropped the most.</summary>
    internal string WhyNone => Rules.MaxBy(r => r.Dropped) is not { } strictest ? "there is no image"
        : $"no image is left: {strictest.Rule} drops {strictest.Dropped:N0} of {Total:N0}{(Rules.Count > 1 ? ", the most" : "")}";
}
