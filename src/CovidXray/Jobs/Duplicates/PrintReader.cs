using System.Buffers;
using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Duplicates;

/// <summary>Reads the films of images for what finds their copies.</summary>
internal sealed class PrintReader(FilmFolders films, long maxPixels)
{
    /// <summary>Reads all films, shared out to threads; results come in the images' order.</summary>
    /// <param name="entries">The images.</param>
    /// <param name="threads">How many work.</param>
    public IEnumerable<ReadPrint> Read(IReadOnlyList<DatasetEntry> entries, int threads, CancellationToken cancellation) =>
        new OrderedWork<object?, ReadPrint>(entries.Count, threads, () => null, (_, i) => Read(entries[i])).Run(cancellation);

    private ReadPrint Read(DatasetEntry entry)
    {
        string? path = null;
        try
        {
            path = films.Find(entry, entry.Read(ReadDetail.WithoutCoordinates));
            return new ReadPrint(entry.Id, path, path is null ? null : Read(path), null);
        }
        catch (DatasetException e)
        {
            return new ReadPrint(entry.Id, path, null, e);
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

/// <summary>What was read of an image's film.</summary>
/// <param name="Id">The image.</param>
/// <param name="Path">The film; null if there is none, or its document cannot be read.</param>
/// <param name="Print">What finds its copies; null if it was not read.</param>
/// <param name="Problem">Why it was not; null if it was, or is not there.</param>
internal sealed record ReadPrint(string Id, string? Path, FilmPrint? Print, DatasetException? Problem);
