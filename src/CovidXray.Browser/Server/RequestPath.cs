using System.Globalization;

namespace CovidXray.Browser.Server;

/// <summary>What a request asks for: a path that is known, and the number or name in it.</summary>
/// <param name="Kind">Which of the paths.</param>
/// <param name="Number">The image's number, where there is one.</param>
/// <param name="Name">The page's file, where there is one.</param>
internal readonly record struct RequestPath(PathKind Kind, int Number = 0, string Name = "")
{
    /// <summary>The method that the path takes.</summary>
    public string Method => Kind == PathKind.Selection ? "POST" : "GET";

    /// <summary>Reads the target of a request as it was sent, letter by letter: nothing is decoded, and no dots are resolved.</summary>
    /// <param name="target">Path and query.</param>
    public static RequestPath Parse(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        return path switch
        {
            "/" => new(PathKind.Root),
            "/data" => new(PathKind.Data),
            "/measures" => new(PathKind.Measures),
            "/overlays" => new(PathKind.Overlays),
            "/where" => new(PathKind.Where),
            "/selection" => new(PathKind.Selection),
            _ when After(path, "/page/") is { } name => new(PathKind.Page, Name: name),
            _ when NumberAfter(path, "/images/") is { } image => new(PathKind.Image, image),
            _ when NumberAfter(path, "/thumbnails/") is { } image => new(PathKind.Thumbnail, image),
            _ when NumberAfter(path, "/films/") is { } image => new(PathKind.Film, image),
            _ => new(PathKind.Unknown),
        };
    }

    private static string? After(string path, string start) => path.StartsWith(start, StringComparison.Ordinal) ? path[start.Length..] : null;

    /// <summary>A number as it is written here: no sign, no leading zero.</summary>
    private static int? NumberAfter(string path, string start) =>
        After(path, start) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text == number.ToString(CultureInfo.InvariantCulture) ? number : null;
}

/// <summary>The paths that there are.</summary>
internal enum PathKind
{
    /// <summary>None of them.</summary>
    Unknown,

    /// <summary>The page itself, and the way in with a token.</summary>
    Root,

    /// <summary>A file of the page.</summary>
    Page,

    /// <summary>All images.</summary>
    Data,

    /// <summary>Areas of all images.</summary>
    Measures,

    /// <summary>What is painted on some images, small.</summary>
    Overlays,

    /// <summary>All of one image.</summary>
    Image,

    /// <summary>A thumbnail.</summary>
    Thumbnail,

    /// <summary>A film.</summary>
    Film,

    /// <summary>Which images an expression holds for.</summary>
    Where,

    /// <summary>Keeps a choice.</summary>
    Selection,
}
