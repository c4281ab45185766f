namespace CovidXray.Releases;

/// <summary>Why a source did not give an image.</summary>
/// <param name="Source">The source, as the user knows it.</param>
/// <param name="Reason">Why, in words that are the same for every image that it befalls.</param>
public sealed record FilmProblem(string Source, string Reason)
{
    /// <summary>What is particular about this image, such as the size found; empty if nothing.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether the source has no such image, which is no fault.</summary>
    public bool IsAbsence { get; init; }

    /// <summary>Whether it lies here but cannot be read: it must not be replaced by something that may be worse.</summary>
    internal bool IsUnreadable { get; init; }

    /// <summary>What the user can do about it; null if nothing is known.</summary>
    public string? Advice { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Detail.Length == 0 ? $"{Source}: {Reason}" : $"{Source}: {Reason} ({Detail})";
}
