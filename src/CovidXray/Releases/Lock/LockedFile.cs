using CovidXray.Images;

namespace CovidXray.Releases.Lock;

/// <summary>What is known of a file of a pulled dataset.</summary>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
internal sealed record LockedFile(long Bytes, string Sha256)
{
    /// <summary>Width in pixels, of an image.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels, of an image.</summary>
    public int? Height { get; init; }

    /// <summary>The format by content, of an image.</summary>
    public FilmFormat? Format { get; init; }

    /// <summary>Where it came from: an address without its query, or a path.</summary>
    public string? Origin { get; init; }

    /// <summary>True if the image is not of the annotation's size, and was accepted all the same.</summary>
    public bool? Resized { get; init; }
}
