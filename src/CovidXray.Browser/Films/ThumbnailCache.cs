using System.Collections.Concurrent;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;

namespace CovidXray.Browser.Films;

/// <summary>Thumbnails as files in the user's cache, by what their films hold; made when they are asked for, each once.</summary>
/// <param name="folder">The folder; made when there is something to keep. That it cannot be written is no error.</param>
internal sealed class ThumbnailCache(string folder)
{
    private const int Quality = 85;

    /// <summary>Other numbers, other thumbnails: raised when they are made in another way.</summary>
    private const string Recipe = "1";

    private static readonly FileLimit Limit = new(1_000_000, "thumbnails");

    private readonly ConcurrentDictionary<string, Lazy<byte[]>> _beingMade = new(StringComparer.Ordinal);

    /// <summary>The user's own.</summary>
    public static ThumbnailCache OfUser => new(Path.Combine(UserCache.Folder, "thumbnails"));

    /// <summary>How many were made, not found.</summary>
    public int Made => _made;

    private int _made;

    /// <summary>The thumbnail of a film as grey JPEG.</summary>
    /// <param name="path">The film.</param>
    /// <param name="key">What tells its content, see <see cref="FilmKey"/>.</param>
    /// <param name="maxPixels">The most pixels that the film may have.</param>
    /// <exception cref="DatasetException">The film is damaged, or no longer there.</exception>
    public byte[] Get(string path, string key, long maxPixels)
    {
        // Who asks meanwhile waits for the same one.
        var making = _beingMade.GetOrAdd(key, _ => new Lazy<byte[]>(() => Find(path, key, maxPixels)));
        try
        {
            return making.Value;
        }
        finally
        {
            _beingMade.TryRemove(KeyValuePair.Create(key, making));
        }
    }

    private byte[] Find(string path, string key, long maxPixels)
    {
        var file = Path.Combine(folder, key[..2], $"{key}-{ThumbnailSize.Side}-{Recipe}.jpg");
        if (Kept(file) is { } kept)
        {
            return kept;
        }

        using var film = FilmContent.Read(path, maxPixels);
        var made = FilmEncoder.ToJpeg(film.ToThumbnail(), Quality);
        Interlocked.Increment(ref _made);
        Keep(file, made);
        return made;
    }

    /// <summary>A kept thumbnail; null if there is none, or none that is whole.</summary>
    private static byte[]? Kept(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var content = WholeFile.Read(file, Limit);
            using var stream = new MemoryStream(content, writable: false);
            var header = FilmCompleteness.Check(stream, file);
            return header.Format == FilmFormat.Jpeg && Math.Max(header.Width, header.Height) <= ThumbnailSize.Side ? content : null;
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private static void Keep(string file, byte[] content)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.WriteUnflushed(file, content, $"{RunningProcess.Current}.{Environment.CurrentManagedThreadId:D}");
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            // It is made again next time.
        }
    }
}
