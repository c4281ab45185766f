using System.Buffers;
using System.Text;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Browser.Contents;
using CovidXray.Browser.Films;
using CovidXray.Files;
using CovidXray.Images;

namespace CovidXray.Browser.Folders;

/// <summary>All files of one image.</summary>
internal sealed record FolderImage
{
    /// <summary>The script with everything about it.</summary>
    public required byte[] Detail { get; init; }

    /// <summary>Its overlay as JSON.</summary>
    public required byte[] Overlay { get; init; }

    /// <summary>Its thumbnail; null if there is none.</summary>
    public byte[]? Thumbnail { get; init; }

    /// <summary>Its film as a browser shows it; null if it is not there, or not wanted.</summary>
    public byte[]? Film { get; init; }

    /// <summary>The ending of the film's name.</summary>
    public string FilmExtension { get; init; } = "";

    /// <summary>What cannot be read.</summary>
    public IReadOnlyList<DatasetException> Failures { get; init; } = [];

    /// <summary>Makes them. What cannot be read is a failure, and the rest is made.</summary>
    public static FolderImage Make(BrowsedDataset dataset, int number, AnnotationPainter painter, ThumbnailCache thumbnails, bool hasFilm)
    {
        var image = dataset.Images[number];
        var failures = new List<DatasetException>();
        GreyLevels? levels = null;
        var (thumbnail, film, extension) = ((byte[]?)null, (byte[]?)null, "");
        try
        {
            if ((image.FilmPath ?? image.ThumbnailPath) is { } path)
            {
                thumbnail = thumbnails.Get(path, dataset.Keys.Of(path), dataset.Options.MaxPixels);
                levels = LevelsOf(path, dataset.Options.MaxPixels);
                (film, extension) = hasFilm && image.FilmPath is { } own ? FilmOf(own, dataset.Options.MaxPixels) : (null, "");
            }
        }
        catch (DatasetException e)
        {
            failures.Add(e);
        }

        try
        {
            _ = image.Entry.Read();
        }
        catch (DatasetException e)
        {
            failures.Add(e);
        }

        return new FolderImage
        {
            Detail = Script($"images/{number:D}", json => ImageJson.Write(json, dataset, number, painter, path => levels ?? LevelsOf(path, dataset.Options.MaxPixels))),
            Overlay = OverlaysJson.One(dataset, number, painter, ShareOf(levels, image.FilmPath)),
            Thumbnail = thumbnail,
            Film = film,
            FilmExtension = extension,
            Failures = failures,
        };
    }

    /// <summary>Data as a script.</summary>
    public static byte[] Script(string name, Action<Utf8JsonWriter> write)
    {
        var script = new ArrayBufferWriter<byte>();
        script.Write(Encoding.UTF8.GetBytes($"covidxr(\"{name}\", "));
        using (var json = new Utf8JsonWriter(script))
        {
            write(json);
        }

        script.Write(");\n"u8);
        return script.WrittenSpan.ToArray();
    }

    private static GreyLevels LevelsOf(string path, long maxPixels)
    {
        using var film = FilmContent.Read(path, maxPixels);
        return film.Levels();
    }

    /// <summary>The window of an 8-bit film as shares of white. Thumbnails of others are windowed already.</summary>
    private static (double Low, double High)? ShareOf(GreyLevels? levels, string? path) =>
        levels is { } known && path is not null && FilmDetails.Read(path).Bits == 8 ? (known.Window.Low / (double)byte.MaxValue, known.Window.High / (double)byte.MaxValue) : null;

    private static (byte[] Film, string Extension) FilmOf(string path, long maxPixels)
    {
        var details = FilmDetails.Read(path);
        if (details.IsServedAsIs)
        {
            return (WholeFile.Read(path, FilmHeader.FileLimit), details.ContentType == "image/png" ? ".png" : ".jpg");
        }

        using var film = FilmContent.Read(path, maxPixels);
        return (film.ToPng(window: null), ".png");
    }
}
