using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Duplicates;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Checks;

/// <summary>Reads films for rules: each file once, decoded as small as rules need it. What is wrong with a film is no error but a fault of it.</summary>
/// <param name="films">Where films are.</param>
/// <param name="metadata">The metadata table; null if there is none.</param>
/// <param name="maxPixels">Films of more pixels are not decoded.</param>
internal sealed class FilmReader(FilmFolders films, MetadataTable? metadata, long maxPixels)
{
    /// <summary>Reads the film of an image.</summary>
    /// <param name="image">The image, read without coordinates.</param>
    public CheckedFilm Read(DatasetEntry entry, AnnotatedImage image)
    {
        var facts = new ImageFacts(image, metadata);
        try
        {
            return films.Find(entry, image) is { } path ? Read(facts, path)
                : new CheckedFilm(facts, Path: null) { Fault = FilmFault.Missing, Problem = $"the film {facts.Name} is not there" };
        }
        catch (DatasetException e)
        {
            return new CheckedFilm(facts, Path: null) { Fault = FilmFault.Ambiguous, Problem = e.Problem };
        }
    }

    private CheckedFilm Read(ImageFacts facts, string path)
    {
        var film = new CheckedFilm(facts, path);
        var buffer = ArrayPool<byte>.Shared.Rent(1);
        try
        {
            var length = WholeFile.Read(path, path, FilmHeader.FileLimit, ref buffer);
            using var stream = new MemoryStream(buffer, 0, length, writable: false);
            film = film with { Header = FilmHeader.Read(stream, path) };
            if ((long)film.Header.Width * film.Header.Height > maxPixels || Math.Max(film.Header.Width, film.Header.Height) > MaskLimits.MaxSide)
            {
                return film with { Fault = FilmFault.TooLarge, Problem = $"the film's header says {film.Header.Width}x{film.Header.Height} pixels, more than are decoded" };
            }

            stream.Position = 0;
            _ = FilmCompleteness.Check(stream, path);
            var pixels = FilmPrint.Decode(buffer.AsSpan(0, length), film.Header, path, out var isTransparent);
            return film with { Pixels = pixels, IsTransparent = isTransparent };
        }
        catch (DatasetException e)
        {
            return film with { Fault = e.IsCutOff ? FilmFault.CutOff : FilmFault.Damaged, Problem = $"the film {e.Problem}" };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
