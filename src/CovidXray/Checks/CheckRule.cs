using CovidXray.Filters;

namespace CovidXray.Checks;

/// <summary>A rule of <c>check</c>: what may be wrong, why it matters, what to do.</summary>
/// <remarks>A rule looks at one of five things: an image's tags, an image with its polygons, a film, all films, or the dataset as a whole.</remarks>
public sealed class CheckRule
{
    internal CheckRule(string code, string name, FindingLevel level) => (Code, Name, Level) = (code, name, level);

    /// <summary>Its code, which never changes its meaning: <c>A1</c>. The letter is its group, see <see cref="CheckGroups"/>.</summary>
    public string Code { get; }

    /// <summary>Its name in words that hyphens join: <c>point-outside</c>.</summary>
    public string Name { get; }

    /// <summary>How much its findings matter.</summary>
    public FindingLevel Level { get; }

    /// <summary>What it finds, as a sentence.</summary>
    public required string What { get; init; }

    /// <summary>Why that matters to whoever uses the data.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Advice { get; init; }

    /// <summary>Where the rule comes from: an article, a page, or a measurement with its command.</summary>
    public required string Source { get; init; }

    /// <summary>What it needs beside the documents; its findings are skipped, with a line, where that is not there.</summary>
    internal CheckNeeds Needs { get; init; }

    /// <summary>Whether it judges how somebody drew an outline, so that outlines that a reader traced from pixels are none of its business.</summary>
    internal bool IsOfDrawnOutlines { get; init; }

    /// <summary>Looks at an image's size, tags and row of metadata: no coordinates are read.</summary>
    internal Func<ImageFacts, IEnumerable<Observation>>? OfFacts { get; init; }

    /// <summary>Looks at an image with its polygons.</summary>
    internal Func<CheckedImage, IEnumerable<Observation>>? OfImage { get; init; }

    /// <summary>Looks at a film.</summary>
    internal Func<CheckedFilm, IEnumerable<Observation>>? OfFilm { get; init; }

    /// <summary>Looks at all films together.</summary>
    internal Func<CheckedFilms, IEnumerable<Observation>>? OfFilms { get; init; }

    /// <summary>Looks at all images together.</summary>
    internal Func<CheckedDataset, IEnumerable<Observation>>? OfDataset { get; init; }

    /// <summary>The letter of its group.</summary>
    internal char Group => Code[0];

    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Name}";
}
