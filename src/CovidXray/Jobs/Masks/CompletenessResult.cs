using CovidXray.Annotations;

namespace CovidXray.Jobs.Masks;

/// <summary>Whether a folder holds the masks that a run would make, and what it lacks.</summary>
public sealed record CompletenessResult
{
    /// <summary>How many images were looked at: the chosen ones, or those of a shard.</summary>
    public required int Images { get; init; }

    /// <summary>How many of them have the masks that a run would make.</summary>
    public required int WithMasks { get; init; }

    /// <summary>The images whose masks are not those that a run would make, in the dataset's order.</summary>
    public required IReadOnlyList<LackingMask> Lacking { get; init; }

    /// <summary>What is wrong with the files beside the masks, that say how they were made and what their values mean.</summary>
    public required IReadOnlyList<FileProblem> OtherFiles { get; init; }

    /// <summary>Whether the folder says of itself that masks are still to be made: a run is at work, or did not come to its end.</summary>
    public required bool IsUnfinished { get; init; }

    /// <summary>The shards that lack images or did not come to their end, by number; empty if the masks were not left unfinished by shards.</summary>
    public required IReadOnlyList<Shard> ShardsToRun { get; init; }

    /// <summary>How many other masks lie in the folder, of none of the chosen images.</summary>
    public required int OtherMasks { get; init; }

    /// <summary>What is wrong with the dataset's files, and then images that cannot be read, in the dataset's order.</summary>
    public required IReadOnlyList<DatasetException> Failures { get; init; }

    /// <summary>Whether nothing is lacking, and no image has failed.</summary>
    public bool IsComplete => Lacking.Count == 0 && OtherFiles.Count == 0 && !IsUnfinished && Failures.Count == 0;
}

/// <summary>An image that lacks a mask.</summary>
/// <param name="Id">The image.</param>
/// <param name="File">The first of its files that is not there or not right.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Problem">The same in words, without the file: <c>is missing</c>.</param>
public sealed record LackingMask(string Id, string File, MaskLack Kind, string Problem);

/// <summary>A file beside the masks that is not that of a run.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Problem">What is wrong with it: <c>is missing</c>.</param>
public sealed record FileProblem(string File, string Problem);

/// <summary>How a mask can be lacking.</summary>
public enum MaskLack
{
    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>There is a file that cannot be read as a mask.</summary>
    Damaged,

    /// <summary>There is a mask of another kind: of another size, with other options, or of other annotations.</summary>
    Other,
}
