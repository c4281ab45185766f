using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Jobs.Films;
using CovidXray.Work;

namespace CovidXray.Browser.Contents;

/// <summary>Reads what is held of each image. Documents are not held.</summary>
/// <param name="films">Finds films.</param>
/// <param name="thumbnails">Finds thumbnails that were pulled; null if there are none.</param>
/// <param name="metadata">The table that goes with the images; null if there is none.</param>
internal sealed class ImageReader(FilmFolders films, FilmFolders? thumbnails, MetadataTable? metadata)
{
    /// <summary>Reads all images, shared out to threads.</summary>
    public IReadOnlyList<BrowsedImage> Read(IReadOnlyList<DatasetEntry> entries, CancellationToken cancellation) =>
        [.. new OrderedWork<object?, BrowsedImage>(entries.Count, Environment.ProcessorCount, () => null, (_, i) => Read(entries[i])).Run(cancellation)];

    private BrowsedImage Read(DatasetEntry entry)
    {
        AnnotatedImage image;
        try
        {
            image = entry.Read(ReadDetail.WithoutCoordinates);
        }
        catch (DatasetException e)
        {
            return new BrowsedImage(entry) { Problem = e.Message };
        }

        var (film, problem) = Find(films, entry, image);
        return new BrowsedImage(entry)
        {
            Facts = new ImageFacts(image, metadata),
            FilmPath = film,
            ThumbnailPath = thumbnails is null ? null : Find(thumbnails, entry, image).Path,
            Problem = problem,
        };
    }

    private static (string? Path, string? Problem) Find(FilmFolders folders, DatasetEntry entry, AnnotatedImage image)
    {
        try
        {
            return (folders.Find(entry, image), null);
        }
        catch (DatasetException e)
        {
            return (null, e.Message);
        }
    }
}
