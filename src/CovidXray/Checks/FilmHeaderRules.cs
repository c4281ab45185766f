using System.Globalization;
using CovidXray.Images;

namespace CovidXray.Checks;

/// <summary>Rules of what a film's file says of itself.</summary>
internal static class FilmHeaderRules
{
    /// <summary>A few transparent pixels change nothing: a film of the release has four.</summary>
    private const double LeastTransparent = 0.001;

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("F6", "film-size", FindingLevel.Error)
        {
            What = "A film has another size in pixels than the one that its annotations were drawn on.",
            Why = "Masks do not lie on it: they are shifted, scaled or turned, which no later step notices.",
            Advice = "Get the original with 'covidxr pull'. If it is the same picture in another size, 'covidxr export --accept-resized' scales the annotations to it.",
            Source = "V7's polygons are in pixels of the film that was annotated; three films that mirrors of the release offer have another size.",
            Needs = CheckNeeds.Films,
            OfFilm = Size,
        },
        new("F7", "film-kind", FindingLevel.Warning)
        {
            What = "The file of a film is of another kind than its name says, such as a PNG that is called .jpg.",
            Why = "Readers that go by the name, and pipelines built for one kind, fail at it or leave it out; others go by content and never tell.",
            Advice = "'covidxr export' names films by their content; or rename the file and its entry together.",
            Source = "The first bytes of the file: JPEG begins with FFD8FF, PNG with 89504E47.",
            Needs = CheckNeeds.Films,
            OfFilm = Kind,
        },
        new("F8", "film-16-bit", FindingLevel.Warning)
        {
            What = "A film has more than 8 bits a sample.",
            Why = "Tools bring it to 8 bits in ways that differ: some clip all above 255 to white, others divide by 256, and a 12-bit film in 16 bits then is nearly black.",
            Advice = "Convert all films in one way: 'covidxr export --images convert', with --levels minmax for films that use few of the levels.",
            Source = "The header of the file.",
            Needs = CheckNeeds.Films,
            OfFilm = Depth,
        },
        new("F9", "film-transparent", FindingLevel.Warning)
        {
            What = "One pixel in a thousand of a film, or more, is transparent.",
            Why = "What a tool shows there is its own choice: black, white, or greys that lie below and were meant to be hidden.",
            Advice = "'covidxr export --images convert' lays transparent pixels on black and says so.",
            Source = "The alpha values of all pixels; a film with an alpha channel that is opaque throughout is not told.",
            Needs = CheckNeeds.Films,
            OfFilm = Transparent,
        },
        new("F10", "film-turned", FindingLevel.Warning)
        {
            What = "EXIF data in the file tells viewers to turn or mirror the film.",
            Why = "Annotations are of the film as it is stored. Whoever reads it as it is shown, as OpenCV's imread does, gets masks that do not lie on it.",
            Advice = "Read films as they are stored, or 'covidxr export --images convert', whose films hold no EXIF.",
            Source = "EXIF's tag Orientation (0112), in JPEGs and in the chunk eXIf of PNGs; OpenCV's imread obeys it unless IMREAD_IGNORE_ORIENTATION is given.",
            Needs = CheckNeeds.Films,
            OfFilm = Turned,
        },
    ];

    private static IEnumerable<Observation> Size(CheckedFilm film)
    {
        if (film.Header is { } header && (header.Width, header.Height) != (film.Facts.Width, film.Facts.Height))
        {
            var isTurned = header.Orientation >= 5 && (header.Width, header.Height) == (film.Facts.Height, film.Facts.Width);
            yield return new Observation($"the film is {header.Width}x{header.Height}, its annotations were drawn on {film.Facts.Width}x{film.Facts.Height}{(isTurned ? ", as EXIF turns it" : "")}");
        }
    }

    private static IEnumerable<Observation> Kind(CheckedFilm film)
    {
        if (film is { Header: { } header, Path: { } path } && KindByName(path) is { } named && named != header.Format)
        {
            yield return new Observation($"{Path.GetFileName(path)} is a {Name(header.Format)}, its name says {Name(named)}");
        }
    }

    /// <summary>The kind that a name's extension says; null if it says another one, or none.</summary>
    private static FilmFormat? KindByName(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" or ".JPE" or ".JFIF" => FilmFormat.Jpeg,
        ".PNG" => FilmFormat.Png,
        _ => null,
    };

    private static string Name(FilmFormat format) => format == FilmFormat.Png ? "PNG" : "JPEG";

    private static IEnumerable<Observation> Depth(CheckedFilm film)
    {
        if (film.Header is { BitsPerSample: > 8 } header)
        {
            yield return new Observation($"the film has {header.BitsPerSample} bits a sample");
        }
    }

    private static IEnumerable<Observation> Transparent(CheckedFilm film)
    {
        if (film.Transparent >= LeastTransparent)
        {
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{100 * film.Transparent:0.#} % of the film's pixels are transparent"));
        }
    }

    private static IEnumerable<Observation> Turned(CheckedFilm film)
    {
        if (film.Header is { Orientation: not 1 } header)
        {
            yield return new Observation($"EXIF tells viewers to show the film {Words(header.Orientation)}");
        }
    }

    private static string Words(int orientation) => orientation switch
    {
        2 => "mirrored",
        3 => "turned by 180 degrees",
        4 => "upside down, mirrored",
        5 => "mirrored and turned by 90 degrees to the left",
        6 => "turned by 90 degrees to the right",
        7 => "mirrored and turned by 90 degrees to the right",
        _ => "turned by 90 degrees to the left",
    };
}
