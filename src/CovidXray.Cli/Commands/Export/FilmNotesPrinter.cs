using CovidXray.Cli.Terminals;
using CovidXray.Images;
using CovidXray.Jobs.Export;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Says what was done to films and annotations beyond what was asked for by name.</summary>
internal static class FilmNotesPrinter
{
    private static readonly (FilmConversions Conversion, string Note)[] Conversions =
    [
        (FilmConversions.Colour, "{0} in colour became grey (0.299 R + 0.587 G + 0.114 B)"),
        (FilmConversions.Palette, "{0} with a palette became grey"),
        (FilmConversions.Cmyk, "{0} in CMYK became grey, without a colour profile"),
        (FilmConversions.Alpha, "{0} with transparent pixels came to lie on black"),
        (FilmConversions.Depth, "{0} of 16 bits became 8 bits (--levels says how)"),
        (FilmConversions.Orientation, "{0}: EXIF has viewers turn them; they stay as stored, as the annotations are"),
    ];

    /// <summary>Writes the notes.</summary>
    public static void Write(Terminal terminal, ExportResult result)
    {
        foreach (var (conversion, note) in Conversions)
        {
            if (result.ConvertedFilms(conversion) is var films and > 0)
            {
                Note(note, Films(films));
            }
        }

        foreach (var (caveat, films) in result.FilmCaveats)
        {
            terminal.WriteNote($"note: {Wording.Count(films, "film", "is", "are")} {caveat}");
        }

        if (result.ResizedFilms is var resized and > 0)
        {
            Note("the annotations of {0} were scaled to the film's size (--accept-resized)", Films(resized));
        }

        NoteLeftOut(result.Outside, "outside the exported films");
        NoteLeftOut(result.NotMovable, "of kinds that cannot be scaled (lines, points, ellipses, ...)");
        if (result.WithoutLungs.Count > 0)
        {
            terminal.WriteNote($"note: left out, as they have no lungs for --pixels: {Wording.Names(result.WithoutLungs)}");
        }

        void Note(string text, string films) => terminal.WriteNote("note: " + string.Format(System.Globalization.CultureInfo.InvariantCulture, text, films));

        void NoteLeftOut(int annotations, string why)
        {
            if (annotations > 0)
            {
                terminal.WriteNote($"note: {Wording.Count(annotations, "annotation")} {why} {(annotations == 1 ? "is" : "are")} left out");
            }
        }
    }

    private static string Films(int count) => Wording.Count(count, "film");
}
