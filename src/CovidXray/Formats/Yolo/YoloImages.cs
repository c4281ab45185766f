using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Formats.Yolo;

/// <summary>Finds the images of a YOLO dataset, and their labels where Ultralytics looks for them.</summary>
internal sealed class YoloImages
{
    private static readonly FileLimit ListLimit = new(256_000_000, "lists of images");
    private static readonly string[] Read = [".jpg", ".jpeg", ".png"];
    private static readonly string[] NotRead = [".bmp", ".dng", ".heic", ".mpo", ".pfm", ".tif", ".tiff", ".webp"];

    private readonly YoloDescription _description;
    private readonly string _root;
    private readonly List<DatasetException> _problems;
    private readonly YoloNotes _notes;

    private YoloImages(YoloDescription description, List<DatasetException> problems)
    {
        _description = description;
        _root = Path.TrimEndingDirectorySeparator(description.Root) + Path.DirectorySeparatorChar;
        _problems = problems;
        _notes = new YoloNotes(_root);
    }

    /// <summary>Whether a file is an image by its name.</summary>
    public static bool IsImage(string path) =>
        Read.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || NotRead.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The images, sorted by id.</summary>
    /// <param name="problems">Takes what is wrong with files that are left out.</param>
    /// <exception cref="DatasetException">No source is there, or there are no images in any.</exception>
    public static (List<YoloEntry> Entries, IReadOnlyList<string> Notes) Find(YoloDescription description, List<DatasetException> problems)
    {
        var images = new YoloImages(description, problems);
        var entries = images.Find();
        return entries.Count > 0 || problems.Count > 0 || description.Sources.Count == 0
            ? (entries, images._notes.ToList())
            : throw new DatasetException(description.File, $"there are no images in {ForeignText.Quote(string.Join(", ", description.Sources.Select(s => s.Text)))}; labels without images cannot be read, as they do not say the images' sizes");
    }

    private List<YoloEntry> Find()
    {
        var images = Sources().SelectMany(Images).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(IsReadable).ToArray();
        var ids = new YoloIds(images.Select(i => Path.GetFileNameWithoutExtension(i)));
        var entries = new List<YoloEntry>(images.Length);
        foreach (var image in images)
        {
            var (id, shown) = (ids.Next(Path.GetFileNameWithoutExtension(image)), Shown(image));
            if (SafeFileName.Problem(id) is { } unsafeName)
            {
                _problems.Add(new DatasetException(shown, $"the name '{ForeignText.Quote(id)}' {unsafeName}"));
                continue;
            }

            var label = YoloLabelPath.Of(image, shown);
            _notes.Add(image, shown, id, label);
            entries.Add(new YoloEntry(_description, id, image, label));
        }

        return [.. entries.OrderBy(e => e.Id, StringComparer.Ordinal)];
    }

    private bool IsReadable(string image)
    {
        var shown = Shown(image);
        var problem = NotRead.Contains(Path.GetExtension(image), StringComparer.OrdinalIgnoreCase) ? "images are read as JPEG and PNG"
            : shown.Split('/').FirstOrDefault(SafeFileName.IsOwn) is { } own ? $"the name '{ForeignText.Quote(own)}' {SafeFileName.Problem(own)}"
            : null;
        if (problem is not null)
        {
            _problems.Add(new DatasetException(shown, problem));
        }

        return problem is null;
    }

    private string Shown(string image) => image.StartsWith(_root, StringComparison.Ordinal) ? image[_root.Length..].Replace(Path.DirectorySeparatorChar, '/') : image;

    /// <summary>The sources that are there. One that is not costs its own images; that of a test is in Roboflow's description whether there is one or not.</summary>
    private List<string> Sources()
    {
        var found = new List<string>();
        var missing = new List<(YoloSource Source, DatasetException Problem)>();
        foreach (var source in _description.Sources)
        {
            if (YoloPath.Find(_root, source.Text) is { } path)
            {
                found.Add(path);
                continue;
            }

            var meant = source.Text.StartsWith("../", StringComparison.Ordinal) ? source.Text[3..] : source.Text;
            missing.Add((source, new DatasetException(_description.File, YoloPath.LeadsOut(_root, meant)
                ? $"'{ForeignText.Quote(source.Text)}' leads out of the dataset, and no folder of its name is in it"
                : $"'{ForeignText.Quote(source.Text)}' is not there: expected a folder of images, or a text file that lists them, under {_root}")));
        }

        foreach (var (source, problem) in missing)
        {
            if (found.Count == 0)
            {
                throw problem;
            }

            if (source.Part == "test")
            {
                _notes.Missing(source.Text);
            }
            else
            {
                _problems.Add(problem);
            }
        }

        return found;
    }

    private IEnumerable<string> Images(string source)
    {
        if (!File.Exists(source))
        {
            return Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(p => IsImage(p) && !Path.GetRelativePath(_root, p).Split(Path.DirectorySeparatorChar).Any(SafeFileName.IsOwn));
        }

        var folder = Path.GetDirectoryName(source)!;
        return InputFile.Lines(source, ListLimit).Select(l => l.Trim()).Where(l => l.Length > 0).Select(line => Listed(source, folder, line)).OfType<string>();
    }

    private string? Listed(string source, string folder, string line)
    {
        var start = line.StartsWith("./", StringComparison.Ordinal) ? folder : _root;
        if (!line.Contains('\0', StringComparison.Ordinal) && YoloPath.Inside(_root, Path.GetFullPath(Path.Combine(start, line))) is { } given && File.Exists(given))
        {
            return given;
        }

        if (YoloPath.Find(_root, line) is { } found && File.Exists(found))
        {
            return found;
        }

        _problems.Add(new DatasetException(Shown(source), $"the image '{ForeignText.Quote(line)}' is not there; labels without images cannot be read, as they do not say the images' sizes"));
        return null;
    }

    /// <summary>Gives images ids: their file names without extension; of images of one such name all but the first get a number, too.</summary>
    private sealed class YoloIds(IEnumerable<string> stems)
    {
        private readonly HashSet<string> _stems = new(stems, StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, int> _last = new(StringComparer.OrdinalIgnoreCase);

        public string Next(string stem)
        {
            if (_last.TryAdd(stem, 1))
            {
                return stem;
            }

            while (true)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"{stem}-{++_last[stem]:0}");
                if (_stems.Add(id))
                {
                    return id;
                }
            }
        }
    }
}
