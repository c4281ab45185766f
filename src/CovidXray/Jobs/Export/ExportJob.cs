using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Output;
using CovidXray.Work;

namespace CovidXray.Jobs.Export;

/// <summary>Takes surveyed images one by one through film, shapes and writer into an export's folder.</summary>
internal sealed class ExportJob
{
    private readonly ExportOptions _options;
    private readonly ExportFolder _folder;
    private readonly IReadOnlyList<SurveyedImage> _images;
    private readonly string?[] _stems;
    private readonly DatasetException?[] _failures;
    private int _done;

    /// <summary>Prepares an export.</summary>
    /// <param name="images">The images; those whose films are missing are left out by the caller.</param>
    /// <param name="options">How.</param>
    /// <param name="folder">Where to.</param>
    public ExportJob(IReadOnlyList<SurveyedImage> images, ExportOptions options, ExportFolder folder)
    {
        (_images, _options, _folder) = (images, options, folder);
        _failures = new DatasetException?[images.Count];
        DatasetEntry[] entries = [.. images.Select(i => i.Entry)];
        _stems = options.UsesOriginalNames
            ? FileStems.FromOriginalNames(entries, [.. images.Select(i => i.OriginalFileName ?? "")], _failures)
            : FileStems.Of(entries, usesOriginalNames: false, _failures);
    }

    /// <summary>How many images are done, for a progress bar.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Does the work.</summary>
    /// <param name="formatOptions">How the format writes.</param>
    /// <param name="report">Takes what was done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Run(FormatOptions formatOptions, ExportResult report, CancellationToken cancellation)
    {
        using var writer = _options.Format.CreateWriter(_folder, formatOptions);
        var work = new OrderedWork<FilmExporter, Action?>(_images.Count, _options.Jobs, () => new FilmExporter(_options), (preparer, item) => Prepare(writer, preparer, item, report))
        {
            // A result may hold a film.
            Ahead = 4,
        };
        foreach (var append in work.Run(cancellation))
        {
            append?.Invoke();
            Interlocked.Increment(ref _done);
        }

        writer.Finish();
        report.Failures.AddRange(_failures.OfType<DatasetException>());
    }

    private Action? Prepare(DatasetWriter writer, FilmExporter preparer, int item, ExportResult report)
    {
        if (_stems[item] is not { } stem)
        {
            return null;
        }

        try
        {
            var read = _images[item].Entry.Read();
            if (preparer.Prepare(_images[item].FilmPath, read) is not { } prepared)
            {
                return () => report.WithoutLungs.Add(read.Id);
            }

            var film = prepared.Film;
            var exported = new ExportedImage
            {
                Image = Renamed(prepared, stem),
                Stem = stem,
                FileName = stem + Extension(film, read),
                Film = film,
                Origin = OriginOf(read),
                Fields = ExportedFields.Of(read, _options.Metadata),
                Masks = preparer.Masks,
            };

            // In this order: a film of an image that the format refuses stays out.
            var append = writer.Prepare(exported);
            Place(film, read.Id, exported.FileName);
            var annotations = exported.Image.Annotations.Count(a => DatasetContents.IsCounted(a.Kind));
            var isBackground = _options.Format.IsAllBackground(exported.Image);
            return () =>
            {
                append?.Invoke();
                report.Images++;
                report.AllBackground += isBackground ? 1 : 0;
                report.Films += film is null ? 0 : 1;
                report.Annotations += annotations;
                report.Edits.Add(prepared.Edits);
                report.Origins.Add((read.Id, exported.FileName, exported.Origin));
                if (prepared.Record is { } record)
                {
                    report.Transforms.Add((read.Id, exported.FileName, read.OriginalFileName, record));
                }
            };
        }
        catch (DatasetException e) when (!_options.StopsAtFirstError)
        {
            _failures[item] = e;
            return null;
        }
    }

    /// <summary>The document of a film that was made names that film, so that the export can be read again; the original name stays.</summary>
    private static AnnotatedImage Renamed(ExportedFilm prepared, string stem) => prepared is { Film: ConvertedFilm film, Image: var image }
        ? new AnnotatedImage(image, image.Width, image.Height, image.Annotations) { FileName = stem + film.Extension }
        : prepared.Image;

    /// <summary>The film's own extension as it is spelt, where it tells the truth about the content.</summary>
    private static string Extension(Film? film, AnnotatedImage image)
    {
        var named = Path.GetExtension(image.OriginalFileName ?? image.FileName ?? "");
        if (film is null)
        {
            return named.Length > 1 ? named : ".png";
        }

        if (film is ConvertedFilm)
        {
            return film.Extension;
        }

        var isPng = named.Equals(".png", StringComparison.OrdinalIgnoreCase);
        var isJpeg = named.Equals(".jpg", StringComparison.OrdinalIgnoreCase) || named.Equals(".jpeg", StringComparison.OrdinalIgnoreCase);
        return (film.Extension == ".png" ? isPng : isJpeg) ? named : film.Extension;
    }

    private void Place(Film? film, string id, string fileName)
    {
        if (film is null || _options.Format.FilmPath(fileName) is not { } path)
        {
            return;
        }

        if (_options.Joined?.Find(id) is { } sharded)
        {
            sharded.PlaceAt(_folder.PathOf(path));
            return;
        }

        if (film is not FilmFile file)
        {
            _folder.Write(path, film.Read());
            return;
        }

        var target = _folder.PathOf(path);
        switch (_options.Placement)
        {
            case FilmPlacement.Link:
                File.CreateSymbolicLink(target, Path.GetFullPath(file.FilePath));
                break;
            case FilmPlacement.Hardlink:
                HardLink.Create(target, file.FilePath);
                break;
            default:
                File.Copy(file.FilePath, target);
                break;
        }
    }

    private ImageOrigin? OriginOf(AnnotatedImage image) =>
        _options.Metadata?.Find(image.OriginalFileName ?? image.FileName ?? image.Id) is { } row
            ? new ImageOrigin(row.License, row.Doi, row.Url, row.Source, row.Date, row.Offset)
            : image.Origin;
}
