namespace CovidXray.Config;

/// <summary>Findings of <c>check</c> that people looked at and live with.</summary>
/// <param name="Rules">The rules as the file names them: codes (<c>A1</c>), names, or groups (<c>A</c>); one at least.</param>
/// <param name="Images">The ids of the images whose findings they are; null for all images, and for findings of the dataset as a whole.</param>
/// <param name="Reason">Why they are accepted.</param>
public sealed record AcceptedFindings(IReadOnlyList<string> Rules, IReadOnlyList<string>? Images, string Reason)
{
    /// <summary>Where it stands in its file: the line, from 1.</summary>
    public long Line { get; init; }

    /// <summary>Where each rule's text stands: line and column, from 1.</summary>
    internal IReadOnlyList<(long Line, long Column)> RulePlaces { get; init; } = [];
}
