using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Jobs.Films;

/// <summary>The folders of a dataset in which films may lie, as its format and other tools lay them out. None of them is outside of it.</summary>
/// <remarks>
/// <code>
/// ROOT/images/a.png                ROOT/images/train/a.png      covidxr, CVAT, Datumaro, Label Studio, Darwin's slots
/// ROOT/train2017/a.png             ROOT/train/images/a.png      COCO, YOLO
/// ROOT/train/_annotations.coco.json   ROOT/train/a.png          Roboflow
/// ROOT/data/a.png                  ROOT/JPEGImages/a.png        FiftyOne, labelme, VOC
/// ROOT/annotations/a.xml           ROOT/annotations/a.png       beside the document
/// </code>
/// </remarks>
internal sealed class DatasetFolders
{
    private const int MostLevels = 3;
    private const int MostFolders = 10_000;
    private const int MostFiles = 1_000_000;
    private const string Annotations = "annotations";

    private static readonly string[] Trees = ["images", "image", "imgs", "img", "data", "JPEGImages", "films"];

    private readonly List<string> _films = [];
    private readonly List<string> _shown = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private DatasetFolders(Dataset dataset, bool isBeside)
    {
        Place = (isBeside ? null : dataset.UnpackedFolder) ?? (Directory.Exists(dataset.Location) ? dataset.Location : Path.GetDirectoryName(Path.GetFullPath(dataset.Location))!);
        Root = DatasetRoot.Of(Place);
        Own = Path.Combine(Root, OwnName(dataset.Format));
        Documents = [.. dataset.AllEntries.Select(e => e.DocumentPath).OfType<string>().Distinct(StringComparer.Ordinal).Select(d => new FilmDocument(d, Root))];
        IsMasks = dataset.Format == "masks";
    }

    /// <summary>The folder that the user named, or the one of the file.</summary>
    public string Place { get; }

    /// <summary>The dataset's folder: the parent of <c>annotations</c>, if that was named.</summary>
    public string Root { get; }

    /// <summary>Where the format has its films; it need not be there.</summary>
    public string Own { get; }

    /// <summary>The documents that hold several images each.</summary>
    public IReadOnlyList<FilmDocument> Documents { get; }

    /// <summary>What may be films, in the order of folders and names.</summary>
    public IReadOnlyList<string> Films => _films;

    /// <summary>The folders in which files are looked for by the folders that images name.</summary>
    public IReadOnlyList<string> Bases { get; private set; } = [];

    /// <summary>Whether there is anything that documents should be read for.</summary>
    public bool MayHaveFilms { get; private set; }

    /// <summary>Where films were looked for, for messages: <c>images/, beside the JSON</c>.</summary>
    public string LookedIn => string.Join(", ", _shown);

    /// <summary>Masks lie beside each other, and are no films.</summary>
    private bool IsMasks { get; }

    /// <summary>Looks through the folders of a dataset.</summary>
    /// <param name="isBeside">Whether beside its archive rather than in it.</param>
    /// <exception cref="JobException">The format's own folder cannot be read.</exception>
    public static DatasetFolders Of(Dataset dataset, bool isBeside)
    {
        var folders = new DatasetFolders(dataset, isBeside);
        folders.Look(dataset.Format);
        return folders;
    }

    private void Look(string format)
    {
        var inside = FoldersIn(Root);
        string[] trees = [.. inside.Where(f => f == Own || (IsTree(Path.GetFileName(f)) && !IsLink(f))).OrderBy(f => f == Own ? 0 : 1)];
        MayHaveFilms = inside.Any(f => !DatasetRoot.IsNamed(f, Annotations));
        _shown.Add(Path.GetFileName(Own) + "/");
        if (!IsMasks)
        {
            _shown.Add(format switch { "coco" or "darwin" => "beside the JSON", "voc" => "beside the XML", _ => "the dataset's own folder" });
            foreach (var folder in Beside(inside))
            {
                Add(folder);
            }
        }

        foreach (var tree in trees)
        {
            AddTree(tree, level: 1, isOwn: tree == Own);
            if (tree != Own)
            {
                _shown.Add(Path.GetFileName(tree) + "/");
            }
        }

        MayHaveFilms |= _films.Any(f => Path.GetExtension(f).ToLowerInvariant() is ".png" or ".jpg" or ".jpeg");
        Bases = [.. new[] { Own, Root, Place }.Concat(trees).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The folders in which the documents lie.</summary>
    private IEnumerable<string> Beside(string[] inside) =>
        new[] { Root, Place }.Concat(inside.Where(f => DatasetRoot.IsNamed(f, Annotations))).Concat(Documents.Select(d => d.Folder)).DistinctBy(Path.GetFullPath, StringComparer.Ordinal);

    private bool IsTree(string name) =>
        Trees.Contains(name, StringComparer.OrdinalIgnoreCase) || (!IsMasks && (FilmDocument.IsPart(name) || Documents.Any(d => d.IsNamedLike(name))));

    private void AddTree(string folder, int level, bool isOwn)
    {
        Add(folder, isOwn);
        foreach (var inside in level < MostLevels ? FoldersIn(folder) : [])
        {
            if (!IsLink(inside))
            {
                AddTree(inside, level + 1, isOwn: false);
            }
        }
    }

    private void Add(string folder, bool isOwn = false)
    {
        if ((!isOwn && (_seen.Count >= MostFolders || _films.Count >= MostFiles)) || !_seen.Add(Path.GetFullPath(folder)))
        {
            return;
        }

        try
        {
            var files = Directory.EnumerateFiles(folder).Where(p => IsFilm(p, isOwn));
            _films.AddRange((isOwn ? files : files.Take(MostFiles - _films.Count)).Order(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (isOwn)
            {
                throw new JobException($"{folder}: the folder of films cannot be read: {e.Message}", e);
            }
        }
    }

    /// <summary>Whether a file may be a film. In the format's own folder every one may be, whatever its name.</summary>
    private static bool IsFilm(string path, bool isOwn) =>
        !SafeFileName.IsOwn(Path.GetFileName(path)) && (isOwn || Path.GetExtension(path.AsSpan()) is not (".json" or ".xml" or ".txt" or ".yaml" or ".csv"));

    /// <summary>Whether a folder lies elsewhere: outside of the dataset, or above itself.</summary>
    private static bool IsLink(string folder) => File.GetAttributes(folder).HasFlag(FileAttributes.ReparsePoint);

    private static string[] FoldersIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(folder).Where(p => Path.GetFileName(p) is var name && name[0] != '.' && !SafeFileName.IsOwn(name)).Take(MostFolders).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The folder in which the dataset's format has its films.</summary>
    private static string OwnName(string format) =>
        Path.GetDirectoryName(AnnotationFormats.All.First(f => f.Name == format).FilmPath("film")) is { Length: > 0 } folder ? folder : "images";
}
