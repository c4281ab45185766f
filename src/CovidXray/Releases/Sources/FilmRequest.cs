using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Releases.Sources;

/// <summary>An image that the annotations speak of: its name, the size that it must have, and what else it has been called.</summary>
public sealed class FilmRequest
{
    private FilmRequest(AnnotatedImage image, string name)
    {
        Id = image.Id;
        Name = name;
        Width = image.Width;
        Height = image.Height;
        Seq = image.Seq;
        ServerName = image.FileName;
        Url = image.Url;
        ThumbnailUrl = image.ThumbnailUrl;
    }

    /// <summary>The annotation's id.</summary>
    public string Id { get; }

    /// <summary>The original file name, which it gets here.</summary>
    public string Name { get; }

    /// <summary>Width in pixels that the annotation is for.</summary>
    public int Width { get; }

    /// <summary>Height in pixels that the annotation is for.</summary>
    public int Height { get; }

    /// <summary>The running number in V7's dataset.</summary>
    public long? Seq { get; }

    /// <summary>V7's own name for the file, such as <c>00006434.jpg</c>.</summary>
    public string? ServerName { get; }

    /// <summary>Where V7 serves it.</summary>
    public string? Url { get; }

    /// <summary>Where V7 serves its thumbnail.</summary>
    public string? ThumbnailUrl { get; }

    /// <summary>Takes from an image what a pull needs.</summary>
    /// <exception cref="DatasetException">It names no file, or one that is not safe as a file name.</exception>
    public static FilmRequest From(AnnotatedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var name = image.OriginalFileName ?? image.FileName
            ?? throw new DatasetException(image.Source, "the document names no image file");
        return SafeFileName.Problem(name) is { } problem
            ? throw new DatasetException(image.Source, $"the image's name '{ForeignText.Quote(name)}' {problem}")
            : new FilmRequest(image, name);
    }
}
