using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Output;
using CovidXray.Work;

namespace CovidXray.Jobs.Export;

/// <summary>Takes surveyed images one by one through film, shapes and writer into an export's folder.</summary>
internal sealed class ImageExporter
{
    private readonly ExportPlan _plan;
    private readonly ExportFolder _folder;
    private readonly IProgress<JobProgress>? _progress;
    private readonly IReadOnlyList<SurveyedImage> _images;
    private readonly DatasetContents _contents;
    private readonly IReadOnlyList<string?> _stems;
    private readonly DatasetException?[] _failures;
    private readonly int _namedById;

    /// <summary>Gives every image its name.</summary>
    /// <param name="survey">The images; those whose films are missing are left out already.</param>
    /// <param name="plan">How.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="progress">Is told of every image.</param>
    public ImageExporter(DatasetSurvey survey, ExportPlan plan, ExportFolder folder, IProgress<JobProgress>? progress)
    {
        (_images, _contents, _plan, _folder, _progress) = (survey.Images, survey.Contents, plan, folder, progress);
        _failures = new DatasetException?[_images.Count];
        DatasetEntry[] entries = [.. _images.Select(i => i.Entry)];
        string[]? names = plan.UsesItemNames ? ItemNames(_images) : plan.UsesOriginalNames ? [.. _images.Select(i => i.OriginalFileName ?? "")] : null;
        var byId = new HashSet<int>();
        _stems = names is null
            ? FileStems.Of(entries, usesOriginalNames: false, _failures)
            : FileStems.FromOriginalNames(entries, names, plan is { UsesItemNames: false, Format.KeepsFolders: true } ? [.. _images.Select(i => i.Folder)] : [], _failures, byId: byId);
        _namedById = byId.Count(i => names![i].Length > 0);
    }

    /// <summary>The names of items; the original ones of those that share a name, as films of several slots or folders do.</summary>
    private static string[] ItemNames(IReadOnlyList<SurveyedImage> images)
    {
        var counts = images.CountBy(i => Path.GetFileNameWithoutExtension(i.FileName ?? ""), StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        return [.. images.Select(i => (i.FileName is { } item && counts[Path.GetFileNameWithoutExtension(item)] == 1 ? item : i.OriginalFileName) ?? i.FileName ?? "")];
    }

    /// <summary>Does the work.</summary>
    /// <param name="result">Takes what was done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Run(ExportResult result, CancellationToken cancellation)
    {
        using var writer = _plan.Format.CreateWriter(_folder, _plan.FormatOptions, _contents);
        var work = new OrderedWork<FilmExporter, Action?>(_images.Count, _plan.Jobs, () => new FilmExporter(_plan, cancellation), (films, item) => Prepare(writer, films, item, result))
        {
            // A result may hold a film; without, it is small.
            Ahead = _plan.Films is null ? 32 : 4,
        };
        var done = 0;
        foreach (var append in work.Run(cancellation))
        {
            append?.Invoke();
            _progress?.Report(new JobProgress(++done, _images.Count));
        }

        writer.Finish();
        result.NamedById = _namedById;
        result.AddFailures(_failures.OfType<DatasetException>());
    }

    private Action? Prepare(DatasetWriter writer, FilmExporter films, int item, ExportResult result)
    {
        if (_stems[item] is not { } stem)
        {
            return null;
        }

        try
        {
            var read = _plan.Classes.Apply(_images[item].Read(films.Points));
            if (films.Prepare(_images[item].FilmPath, read) is not { } made)
            {
                return () => result.AddWithoutLungs(read.Id);
            }

            var exported = new ExportedImage
            {
                Image = _plan.Format.DropsTokens ? AddressTokens.Without(Renamed(made, stem)) : Renamed(made, stem),
                Stem = stem,
                FileName = stem + Extension(made.Film, _images[item].KnownExtension, read),
                Film = made.Film,
                Origin = OriginOf(read),
                FindFields = () => ExportedFields.Of(read, _plan.Metadata, _plan.Parts is { HasColumns: true }),
                Painter = films.Painter,
            };

            // In this order: a film of an image that the format refuses stays out.
            var append = writer.Prepare(exported);
            Place(made.Film, read, exported.FileName);
            var isBackground = _plan.Format.IsAllBackground(exported.Image);
            var caveat = made.Film is FilmFile { Header: var header } ? _plan.Format.FilmCaveat(header) : null;
            return () =>
            {
                append?.Invoke();
                result.Add(exported, made, isBackground, caveat);
            };
        }
        catch (DatasetException e) when (!_plan.StopsAtFirstError)
        {
            _failures[item] = e;
            return null;
        }
    }

    /// <summary>The document of a film that was made names that film, so that the export can be read again; the original name stays.</summary>
    /// <remarks>Where films are named by items, the extension of the source's name counts, so that one changes with the film's.</remarks>
    private AnnotatedImage Renamed(ExportedFilm made, string stem) => made is { Film: ConvertedFilm film, Image: var image }
        ? new AnnotatedImage(image, image.Width, image.Height, image.Annotations)
        {
            FileName = Path.GetFileName(stem) + film.Extension,

            // Darwin 2.0's slots, as they were read, name the source's file.
            ImageExtras = [.. image.ImageExtras.Where(e => e.Name != "slots")],
            OriginalFileName = _plan.UsesItemNames && image.OriginalFileName is { } original ? Path.ChangeExtension(original, film.Extension) : image.OriginalFileName,
        }
        : made.Image;

    /// <summary>The film's own extension as it is spelt, where it tells the truth about the content.</summary>
    /// <param name="known">The one that fits the content of a film which is not exported; null if nothing is known of it.</param>
    private string Extension(Film? film, string? known, AnnotatedImage image)
    {
        var named = Path.GetExtension(image.OriginalFileName ?? image.FileName ?? "");
        if (film is ConvertedFilm || (_plan.UsesItemNames && film is not null))
        {
            // Of an item, readers know the source's name alone.
            return film is ConvertedFilm || named.Length <= 1 ? film.Extension : named;
        }

        if ((film?.Extension ?? known) is not { } content)
        {
            return named.Length <= 1 ? ".png"
                : !_plan.Format.HasPlainExtensions ? named
                : named.Equals(".jpeg", StringComparison.OrdinalIgnoreCase) ? ".jpg"
                : named.ToLowerInvariant();
        }

        if (_plan.Format.HasPlainExtensions)
        {
            return content;
        }

        var isPng = named.Equals(".png", StringComparison.OrdinalIgnoreCase);
        var isJpeg = named.Equals(".jpg", StringComparison.OrdinalIgnoreCase) || named.Equals(".jpeg", StringComparison.OrdinalIgnoreCase);
        return (content == ".png" ? isPng : isJpeg) ? named : content;
    }

    private void Place(Film? film, AnnotatedImage image, string fileName)
    {
        if (film is null || _plan.Format.FilmPath(fileName, _contents.IsInParts ? image.Place : default) is not { } path)
        {
            return;
        }

        if (_plan.Joined?.Find(image.Id) is { } sharded)
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
        switch (_plan.Placement)
        {
            case FilmPlacement.Link:
                File.CreateSymbolicLink(target, Path.GetFullPath(file.FilePath));
                break;
            case FilmPlacement.Hardlink:
                HardLink.Create(target, file.FilePath);
                break;
            default:
                InputFile.Copy(file.FilePath, target, FilmHeader.FileLimit);
                break;
        }
    }

    private ImageOrigin? OriginOf(AnnotatedImage image) =>
        _plan.Metadata?.Find(image.OriginalFileName ?? image.FileName ?? image.Id) is { } row
            ? row.ToOrigin()
            : image.Origin;
}
