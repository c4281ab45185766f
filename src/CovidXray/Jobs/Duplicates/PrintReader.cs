using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Duplicates;

/// <summary>Reads the films of images for what finds their copies; those that are kept as they are now are not read again.</summary>
/// <param name="films">Where films are.</param>
/// <param name="stamps">Tells whether a film is the one that was read.</param>
/// <param name="kept">What is kept, by image.</param>
/// <param name="maxPixels">Films of more pixels are problems.</param>
internal sealed class PrintReader(FilmFolders films, FilmStamps stamps, IReadOnlyDictionary<string, PrintedFilm> kept, long maxPixels)
{
    /// <summary>What was made of films just now, by image: they are not read again.</summary>
    public IReadOnlyDictionary<string, FilmPrint> Made { get; init; } = new Dictionary<string, FilmPrint>(StringComparer.Ordinal);

    /// <summary>Reads all films, shared out to threads; results come in the images' order.</summary>
    /// <param name="entries">The images.</param>
    /// <param name="threads">How many work.</param>
    public IEnumerable<ReadPrint> Read(IReadOnlyList<DatasetEntry> entries, int threads, CancellationToken cancellation) =>
        new OrderedWork<object?, ReadPrint>(entries.Count, threads, () => null, (_, i) => Read(entries[i])).Run(cancellation);

    private ReadPrint Read(DatasetEntry entry)
    {
        try
        {
            var image = entry.Read(ReadDetail.WithoutCoordinates);
            if (films.Find(entry, image) is not { } path)
            {
                return new ReadPrint(entry.Id);
            }

            var stamp = stamps.Of(path);
            var isKept = kept.GetValueOrDefault(entry.Id) is { } known && known.IsOf(stamp);
            var printed = isKept ? kept[entry.Id] : null;
            var print = printed?.ToPrint() ?? Made.GetValueOrDefault(entry.Id) ?? Read(path);
            return new ReadPrint(entry.Id)
            {
                Print = print,
                Film = new DuplicateFilm(entry.Id, Path.GetFileName(path), print.Width, print.Height, print.IsLossless, image.Tags.PatientId) { FilePath = path },
                Kept = PrintedFilm.Of(entry.Id, stamp, print),
                IsNew = !isKept,
            };
        }
        catch (DatasetException e)
        {
            return new ReadPrint(entry.Id) { Problem = e };
        }
    }

    private FilmPrint Read(string path)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1);
        try
        {
            var length = WholeFile.Read(path, path, FilmHeader.FileLimit, ref buffer);
            using var stream = new MemoryStream(buffer, 0, length, writable: false);
            var header = FilmHeader.Read(stream, path);
            MaskLimits.Check(path, header.Width, header.Height, maxPixels);
            return FilmPrint.Read(buffer.AsSpan(0, length), header, path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>What was read of an image's film; nothing if there is none.</summary>
/// <param name="Id">The image.</param>
internal sealed record ReadPrint(string Id)
{
    /// <summary>What finds its copies.</summary>
    public FilmPrint? Print { get; init; }

    /// <summary>What is told of it.</summary>
    public DuplicateFilm? Film { get; init; }

    /// <summary>What is kept of it.</summary>
    public PrintedFilm? Kept { get; init; }

    /// <summary>Whether it was read now.</summary>
    public bool IsNew { get; init; }

    /// <summary>Why it was not read; null if it was, or is not there.</summary>
    public DatasetException? Problem { get; init; }
}
