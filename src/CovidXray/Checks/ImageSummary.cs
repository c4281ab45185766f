using CovidXray.Filters;
using CovidXray.Splits;

namespace CovidXray.Checks;

/// <summary>What is kept of an image for the rules that compare images. Small, so that a whole dataset's fit in memory.</summary>
/// <param name="Facts">Size, tags and row of metadata.</param>
/// <param name="Source">Its document, as the user knows it.</param>
internal sealed record ImageSummary(ImageFacts Facts, string Source)
{
    /// <summary>The names of annotations with geometry as their document writes them, each once.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What its split looks at; null if no rule looks at a split.</summary>
    public SplitImage? ForSplit { get; init; }
}
