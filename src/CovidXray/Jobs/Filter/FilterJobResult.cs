using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Rules;

namespace CovidXray.Jobs.Filter;

/// <summary>What <see cref="FilterJob.Run"/> chose and saved.</summary>
/// <param name="Result">The images that stay, and what each rule dropped.</param>
/// <param name="Failures">Documents that could not be read, in the dataset's order.</param>
public sealed record FilterJobResult(FilterResult Result, IReadOnlyList<DatasetException> Failures)
{
    /// <summary>The file that keeps the choice; null if nothing is saved.</summary>
    public string? SavedTo { get; init; }

    /// <summary>How many images the choice kept that lay there before and is replaced; null if there was none, or it cannot be read.</summary>
    public int? Replaced { get; init; }

    /// <summary>Who owns the dataset's folder, if the choice is saved there and they are not the user of this process; null otherwise.</summary>
    public string? FolderOwner { get; init; }

    /// <summary>
    /// Of how many images nothing is saved because they could not be read: the selection would leave them out for good.
    /// 0 if the choice is saved, or should not be.
    /// </summary>
    public int Unread { get; init; }
}

/// <summary>The names that rules for a dataset may use, see <see cref="FilterJob.CountNames"/>.</summary>
/// <param name="Names">Concepts, fields and tags, with the images that they apply to.</param>
/// <param name="Failures">Documents that could not be read.</param>
public sealed record CountedNames(NameCounts Names, IReadOnlyList<DatasetException> Failures);

/// <summary>Why an image stays or goes, see <see cref="FilterJob.Explain"/>.</summary>
/// <param name="Image">What rules look at.</param>
/// <param name="Verdicts">What each rule says, in order.</param>
/// <param name="Failures">Documents that could not be read.</param>
public sealed record ExplainedImage(ImageFacts Image, IReadOnlyList<RuleVerdict> Verdicts, IReadOnlyList<DatasetException> Failures);
