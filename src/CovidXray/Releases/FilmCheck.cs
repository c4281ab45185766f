using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Releases.Sources;

namespace CovidXray.Releases;

/// <summary>Whether a file is the image that the annotations speak of.</summary>
internal sealed class FilmCheck(PullSettings settings)
{
    /// <summary>Checks that a film is whole and of the annotation's size.</summary>
    /// <param name="content">The film, seekable, at its start.</param>
    /// <param name="film">What it should be.</param>
    /// <param name="source">Who gave it.</param>
    /// <param name="isRecorded">Whether it was taken before, so that its size is known to be wanted.</param>
    /// <param name="header">The film's header, if it passes.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public FilmProblem? Check(Stream content, FilmRequest film, string source, bool isRecorded, out FilmHeader? header)
    {
        header = null;
        try
        {
            header = FilmCompleteness.Check(content, film.Name);
            if (!Fits(header, film) && !settings.AcceptsResized && !isRecorded)
            {
                return WrongSize(source, film, $"{header.Width}x{header.Height}");
            }

            if (settings.VerifiesPixels)
            {
                content.Position = 0;
                PixelCheck.Run(content, header, film.Name);
            }

            return null;
        }
        catch (DatasetException e)
        {
            return new FilmProblem(source, $"what came {e.Problem}");
        }
    }

    public static bool Fits(FilmHeader header, FilmRequest film) => header.Width == film.Width && header.Height == film.Height;

    public static FilmProblem WrongSize(string source, FilmRequest film, string found) => new(source, "another size than the annotation's")
    {
        Detail = $"{found}, not {film.Width}x{film.Height}",
        Advice = "masks would not lie on it; --accept-resized takes it all the same",
    };
}
