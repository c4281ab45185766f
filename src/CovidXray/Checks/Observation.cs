namespace CovidXray.Checks;

/// <summary>What a rule found, before it has a place in a file.</summary>
/// <param name="Text">What was found, without a full stop.</param>
internal sealed record Observation(string Text)
{
    /// <summary>The image, for rules that look at all of them; null where it is the image that is looked at, or the dataset as a whole.</summary>
    public string? Image { get; init; }

    /// <summary>The annotation's index in its image; null for the image as a whole.</summary>
    public int? Annotation { get; init; }

    /// <summary>The tag's position among the image's tags; null where it is about no one tag. Its annotation is found by it.</summary>
    public int? Tag { get; init; }

    /// <summary>The file, if it is not the image's document: the film, the split, a table.</summary>
    public string? File { get; init; }

    /// <summary>Line in that file, from 1; 0 for the whole file. Of documents the place is found by the annotation.</summary>
    public long Line { get; init; }

    /// <summary>The other images that it is about.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}
