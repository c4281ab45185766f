namespace CovidXray.Checks;

/// <summary>Rules of films that cannot be used as they lie there.</summary>
internal static class FilmFileRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("F1", "film-missing", FindingLevel.Error)
        {
            What = "The film of an image is not there, though other films are.",
            Why = "Nothing can be trained or measured with annotations alone, and a mask without its film is easily joined to another film.",
            Advice = "Get it with 'covidxr pull', name the folder where it lies with --images-from, or leave the image out with 'covidxr filter'.",
            Source = "Films are found by the name under which they were uploaded, see docs/films.md.",
            Needs = CheckNeeds.Films,
            OfFilm = film => Fault(film, FilmFault.Missing),
        },
        new("F2", "film-damaged", FindingLevel.Error)
        {
            What = "The file of a film is no JPEG or PNG, or cannot be decoded to its last row.",
            Why = "Many decoders fill what they cannot read with grey or noise and say nothing: a model is then trained on it.",
            Advice = "Get the film again with 'covidxr pull', or leave the image out.",
            Source = "Every film is decoded to its last row in its full size, with the decoder's warnings as errors, as 'covidxr export --images convert' does it; checksums of PNGs are compared. A JPEG has no checksums: damage is found where its codes stop making sense, up to the last 8 rows, behind which the decoder tells of nothing.",
            Needs = CheckNeeds.Films,
            OfFilm = film => Fault(film, FilmFault.Damaged),
        },
        new("F3", "film-cut-off", FindingLevel.Error)
        {
            What = "The file of a film ends before its picture does.",
            Why = "A download that broke off leaves such files. Viewers show their lower part grey; training loops stop at them, or read grey.",
            Advice = "Get the film again with 'covidxr pull', or leave the image out.",
            Source = "A JPEG ends with the marker FFD9 (ITU-T T.81, B.1.1.3), a PNG with the chunk IEND (PNG specification, 11.2.5).",
            Needs = CheckNeeds.Films,
            OfFilm = film => Fault(film, FilmFault.CutOff),
        },
        new("F4", "film-too-large", FindingLevel.Error)
        {
            What = "The header of a film says more pixels than --max-megapixels allows; the film was not decoded.",
            Why = "A file of a few bytes can claim pixels that fill all memory.",
            Advice = "Raise --max-megapixels if the film is really so large; else treat the file as damaged.",
            Source = "The limit of covidxr, 256 megapixels unless it is changed; the largest of 253 images of the release has 18.5.",
            Needs = CheckNeeds.Films,
            OfFilm = film => Fault(film, FilmFault.TooLarge),
        },
        new("F5", "film-ambiguous", FindingLevel.Error)
        {
            What = "Several files with different content could be the film of one image.",
            Why = "Which of them was annotated cannot be told; a mask on another film is wrong.",
            Advice = "Give --images-from one of their folders alone, or name the folder in the dataset.",
            Source = "Films are found by name, see docs/films.md.",
            Needs = CheckNeeds.Films,
            OfFilm = film => Fault(film, FilmFault.Ambiguous),
        },
    ];

    private static IEnumerable<Observation> Fault(CheckedFilm film, FilmFault fault)
    {
        if (film.Fault == fault)
        {
            yield return new Observation(film.Problem);
        }
    }
}
