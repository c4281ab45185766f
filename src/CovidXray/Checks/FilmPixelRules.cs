using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Images;

namespace CovidXray.Checks;

/// <summary>Rules of what a film shows.</summary>
internal static class FilmPixelRules
{
    /// <summary>The largest range of the greys of a film that shows nothing: what JPEG makes of one grey.</summary>
    private const int OneGrey = 6;

    /// <summary>Smaller borders are not told.</summary>
    private const double LeastBorder = 0.02;

    /// <summary>How much darker the part between the lungs must be; of 51 films it is brighter by 20 and more.</summary>
    private const double Inverted = -8;

    /// <summary>Fewer rows tell nothing of a film of 200 and more.</summary>
    private const int LeastRows = 20;

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("F11", "film-constant", FindingLevel.Error)
        {
            What = "A film shows nothing: nearly all of its pixels have one grey.",
            Why = "Conversions that went wrong leave such films, above all those of 16 bits. A model learns nothing of them, and figures count them.",
            Advice = "Get the film again with 'covidxr pull', or leave the image out.",
            Source = "96 of 100 pixels lie within 6 of 256 greys; JPEG gives back one grey no farther apart.",
            Needs = CheckNeeds.Films,
            OfFilm = Constant,
        },
        new("F12", "grey-inverted", FindingLevel.Warning)
        {
            What = "The grey levels of a frontal film are inverted: what lies between the lungs is darker than the lungs.",
            Why = "Scanners store films either way (DICOM's MONOCHROME1 is white for low values); a model that has learned one reads the other wrongly.",
            Advice = "Look at the film, and invert it before use, or leave the image out.",
            Source = "Measured on 51 frontal films with lungs: the part between the lungs is brighter by 20 to 97 greys in all of them; told from 8 greys darker on. Films without two lungs are not looked at.",
            Needs = CheckNeeds.Films,
            OfFilm = GreyInverted,
        },
        new("F13", "black-border", FindingLevel.Note)
        {
            What = "Black lines at the sides of a frontal film take 2 % of it or more.",
            Why = "Borders tell the source of a film; models have learned the source in place of the disease. They shift means and standard deviations, too.",
            Advice = "'covidxr export --pixels crop' leaves the lungs' box; or find the films of one border with --csv and compare their labels.",
            Source = "DeGrave, Janizek, Lee: AI for radiographic COVID-19 detection selects shortcuts over signal. Nature Machine Intelligence 3, 2021. A line counts as black if 98 of 100 pixels have a grey of 24 or less. A film without a view counts as frontal if two lungs are outlined on it.",
            Needs = CheckNeeds.Films,
            OfFilm = Border,
        },
        new("F14", "film-frame", FindingLevel.Note)
        {
            What = "A film has a frame of flat grey or white burned into it on all four sides.",
            Why = "A frame tells the journal or the viewer that the film comes from, which a model can learn in place of the disease.",
            Advice = "'covidxr export --pixels crop' leaves the lungs' box.",
            Source = "All four outermost lines are flat (within 48 greys), none is black, and of the film behind them 7 of 10 pixels differ by 32 greys or more. Or two lines or more in the outer tenth of each side have one grey (within 6), of 40 or more, the same on all sides, and other greys behind them. Measured with frames of 2 % of the width, of greys from 60 to 255, at the edge and 2 % within it, on 68 films: 62 to 68 of them are told. Frames of less than 1/200 of the shorter side may be missed.",
            Needs = CheckNeeds.Films,
            OfFilm = Frame,
        },
    ];

    private static IEnumerable<Observation> Constant(CheckedFilm film)
    {
        if (film.Pixels is { } pixels && IsConstant(pixels))
        {
            yield return new Observation("the film shows nothing: nearly all of its pixels have one grey");
        }
    }

    private static bool IsConstant(GreyPixels pixels) => GreyLine.OfAll(pixels).Range <= OneGrey;

    private static IEnumerable<Observation> GreyInverted(CheckedFilm film)
    {
        if (film is { Pixels: { } pixels, Lungs: { } lungs } && LungContrast.Of(pixels, lungs) is { Rows: >= LeastRows, Difference: <= Inverted } contrast)
        {
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"the part between the lungs is {-contrast.Difference:0} greys darker than the lungs: black and white may be exchanged"));
        }
    }

    private static IEnumerable<Observation> Border(CheckedFilm film)
    {
        // Beside a body from the side, and around a slice, air is black. Where no view is tagged, two lungs tell: only frontal films have them.
        var isFrontal = film.Facts is { View: ImageView.PA or ImageView.AP or ImageView.APSupine } or { Modality: not Modality.CT, View: null, LungCount: >= 2 };
        if (!isFrontal || film.Pixels is not { } pixels || IsConstant(pixels))
        {
            yield break;
        }

        var border = BlackBorder.Of(pixels);
        if (border.ShareOf(pixels) is >= LeastBorder and var share)
        {
            string[] sides =
            [
                .. new (string Name, int Lines, int Of)[] { ("left", border.Left, pixels.Width), ("top", border.Top, pixels.Height), ("right", border.Right, pixels.Width), ("bottom", border.Bottom, pixels.Height) }
                    .Select(s => (s.Name, Share: 100.0 * s.Lines / s.Of))
                    .Where(s => s.Share >= 0.5)
                    .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name} {s.Share:0} %")),
            ];
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"a black border takes {100 * share:0} % of the film ({string.Join(", ", sides)})"));
        }
    }

    private static IEnumerable<Observation> Frame(CheckedFilm film)
    {
        if (film.Pixels is { } pixels && !IsConstant(pixels) && FlatFrame.Of(pixels) is { } frame)
        {
            yield return new Observation($"the film has a {(frame.Grey >= 200 ? "white" : "grey")} frame");
        }
    }
}
