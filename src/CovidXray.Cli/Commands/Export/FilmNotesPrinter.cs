using CovidXray.Cli.Terminals;
using CovidXray.Images;
using CovidXray.Jobs.Export;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Says what was done to films and annotations beyond what was asked for by name.</summary>
internal static class FilmNotesPrinter
{

    private static readonly (FilmConversions Conversion, string Name, string Note)[] Conversions =
    [
        (FilmConversions.Colour, "colour", "{0} in colour became grey (0.299 R + 0.587 G + 0.114 B)"),
        (FilmConversions.Palette, "palette", "{0} with a palette became grey"),
        (FilmConversions.Cmyk, "cmyk", "{0} in CMYK became grey, without a colour profile"),
        (FilmConversions.Alpha, "alpha", "{0} with transparent pixels came to lie on black"),
        (FilmConversions.Depth, "depth", "{0} of 16 bits became 8 bits (--levels says how)"),
        (FilmConversions.Orientation, "orientation", "{0}: EXIF has viewers turn them; they stay as stored, as the annotations are"),
    ];

    /// <summary>Conversions by the names they have in transform.json.</summary>
    public static IEnumerable<string> Names(FilmConversions conversions) => Conversions.Where(c => conversions.HasFlag(c.Conversion)).Select(c => c.Name);

    /// <summary>Films by conversion, those that happened.</summary>
    public static IEnumerable<(string Name, int Films)> Counts(ExportResult report) =>
        Conversions.Select(c => (c.Name, Count(report, c.Conversion))).Where(c => c.Item2 > 0);

    /// <summary>Writes the notes.</summary>
    public static void Write(Terminal terminal, ExportResult report)
    {
        foreach (var (conversion, _, note) in Conversions)
        {
            if (Count(report, conversion) is var films and > 0)
            {
                Note(note, Films(films));
            }
        }

        if (report.Transforms.Count(t => t.Film.IsResized) is var resized and > 0)
        {
            Note("the annotations of {0} were scaled to the film's size (--accept-resized)", Films(resized));
        }

        NoteLeftOut(report.Outside, "outside the exported films");
        NoteLeftOut(report.NotMovable, "of kinds that cannot be scaled (lines, points, ellipses, ...)");
        if (report.WithoutLungs.Count > 0)
        {
            terminal.WriteNote($"note: left out, as they have no lungs for --pixels: {Wording.Names(report.WithoutLungs)}");
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

    private static int Count(ExportResult report, FilmConversions conversion) => report.Transforms.Count(t => t.Film.Conversions.HasFlag(conversion));
}
