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
using CovidXray.Texts;

namespace CovidXray.Jobs.Checks;

/// <summary>Reads films for rules: each file once, decoded whole for damage, and as small as rules need it. What is wrong with a film is no error but a fault of it.</summary>
/// <param name="films">Where films are.</param>
/// <param name="metadata">The metadata table; null if there is none.</param>
/// <param name="maxPixels">Films of more pixels are not decoded.</param>
internal sealed class FilmReader(FilmFolders films, MetadataTable? metadata, long maxPixels)
{
    /// <summary>Finds the film of an image.</summary>
    /// <param name="image">The image, read without coordinates.</param>
    public CheckedFilm Find(DatasetEntry entry, AnnotatedImage image)
    {
        var facts = new ImageFacts(image, metadata);
        try
        {
            return films.Find(entry, image) is { } path ? new CheckedFilm(facts, path)
                : new CheckedFilm(facts, Path: null) { Fault = FilmFault.Missing, Problem = $"the film {ForeignText.Quote(facts.Name)} is not there{(films.FindComposed(facts.Name) is null ? "" : ", but a file whose name is this one but for how its letters are composed in Unicode (NFC, NFD)")}" };
        }
        catch (DatasetException e)
        {
            return new CheckedFilm(facts, Path: null) { Fault = FilmFault.Ambiguous, Problem = e.Problem };
        }
    }

    /// <summary>Reads a film that was found.</summary>
    /// <param name="rasterizer">Paints its lungs; one for each thread.</param>
    public CheckedFilm Read(CheckedFilm film, DatasetEntry entry, PolygonRasterizer rasterizer) =>
        film.Path is { } path ? WithLungs(Read(film, path), entry, rasterizer) : film;

    /// <summary>A film with the lungs on it. Only frontal films need them, and documents are read again for them.</summary>
    private static CheckedFilm WithLungs(CheckedFilm film, DatasetEntry entry, PolygonRasterizer rasterizer)
    {
        var facts = film.Facts;
        if (film is not { Pixels: { } pixels, Header: { } header }
            || facts is not { View: ImageView.PA or ImageView.AP or ImageView.APSupine, LungCount: >= 2 }
            || (header.Width, header.Height) != (facts.Width, facts.Height))
        {
            return film;
        }

        try
        {
            var image = entry.Read(ReadDetail.Full);
            var labels = new byte[image.Annotations.Count];
            for (var i = 0; i < labels.Length; i++)
            {
                labels[i] = image.Annotations[i] is { IsPainted: true, Name: Category.Lung } ? (byte)1 : (byte)0;
            }

            return film with { Lungs = rasterizer.Rasterize(image, labels, PaintOrder.V7, MaskGeometry.Original(pixels.Width, pixels.Height)) };
        }
        catch (DatasetException)
        {
            // Rules of annotations say what is wrong with the document.
            return film;
        }
    }

    /// <summary>Decodes all of a film for nothing but damage.</summary>
    /// <exception cref="DatasetException">It is damaged; says which rows.</exception>
    private static void DecodeWhole(ReadOnlySpan<byte> content, FilmHeader header, string path)
    {
        using var rows = FilmRows.Open(content, header, path, (0, ushort.MaxValue));
        rows.ReadToEnd();
    }

    /// <summary>Refuses a film that is cut off or whose checksums are wrong, and says which rows that costs.</summary>
    private static void RequireWhole(MemoryStream stream, ReadOnlySpan<byte> content, FilmHeader header, string path)
    {
        try
        {
            _ = FilmCompleteness.Check(stream, path);
        }
        catch (DatasetException e)
        {
            try
            {
                DecodeWhole(content, header, path);
            }
            catch (DatasetException damage)
            {
                throw new DatasetException(path, e.IsCutOff ? $"{e.Problem}, and {damage.Problem}" : damage.Problem, damage) { IsCutOff = e.IsCutOff };
            }

            throw;
        }
    }

    private CheckedFilm Read(CheckedFilm film, string path)
    {
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
            RequireWhole(stream, buffer.AsSpan(0, length), film.Header, path);
            if (film.Header.Format == FilmFormat.Jpeg)
            {
                // Read small, a JPEG ends before its last rows, where its decoder tells what was missing above.
                DecodeWhole(buffer.AsSpan(0, length), film.Header, path);
            }

            var pixels = FilmPrint.Decode(buffer.AsSpan(0, length), film.Header, path, out var transparent);
            return film with { Pixels = pixels, Transparent = transparent };
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
